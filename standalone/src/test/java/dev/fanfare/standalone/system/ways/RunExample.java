package dev.fanfare.standalone.system.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs an example as its reader would, in a process of its own.
///
/// @param folder where it may write
record RunExample(Path folder, Map<String, String> environment) {

    private static final long PATIENCE_SECONDS = 120;

    /// What a process said, and how it ended.
    private record Ended(int code, String said) {}

    /// It must end well; skipped, with the reason, where the machine lacks what it needs.
    ///
    /// @return what it said
    String run(Example example) {
        List<String> command =
                switch (example.language()) {
                    case "sh" -> List.of("sh", "-eu", "-c", example.text());
                    case "java" -> java(example);
                    case "js" -> node(example);
                    case "python" -> List.of("python3", file(example, "py"));
                    default -> throw new AssertionError("no way to run " + example.language());
                };
        require(example.language().equals("sh") ? "curl" : command.getFirst());
        Ended ended = start(command);
        assertThat(ended.code()).as("%s: %s", example.name(), ended.said()).isZero();
        return ended.said();
    }

    /// Starts a Java example that goes on until it is killed.
    ///
    /// @param more variables of its environment
    Process launch(Example example, Map<String, String> more) {
        ProcessBuilder builder = new ProcessBuilder(java(example))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(example.name() + ".txt").toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> java(Example example) {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                file(example, "java"));
    }

    private List<String> node(Example example) {
        require("node");
        if (example.text().contains("from 'kafkajs'")) {
            installKafkajs();
        }
        return List.of("node", file(example, "mjs"));
    }

    private void installKafkajs() {
        require("npm");
        Ended ended = start(List.of(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--prefix",
                folder.toString(),
                "kafkajs@2.2.4"));
        assumeThat(ended.code())
                .as("kafkajs can be had from npm: %s", ended.said())
                .isZero();
    }

    private void require(String tool) {
        int code;
        try {
            code = start(List.of(tool, tool.endsWith("java") ? "-version" : "--version"))
                    .code();
        } catch (UncheckedIOException missing) {
            code = -1;
        }
        assumeThat(code).as("%s is on this machine", tool).isZero();
    }

    private String file(Example example, String ending) {
        try {
            return Files.writeString(folder.resolve(example.name() + "." + ending), example.text())
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Ended start(List<String> command) {
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().onExit().join();
            }
            return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(String.join(" ", command), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private java.io.File nothing() {
        try {
            return Files.writeString(folder.resolve("nothing.txt"), "").toFile();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
