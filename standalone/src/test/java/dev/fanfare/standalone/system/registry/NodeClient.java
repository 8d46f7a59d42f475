package dev.fanfare.standalone.system.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// kafkajs under Node, fetched by npm into a folder of its own.
record NodeClient(Path folder, String bootstrapServers, String registry) {

    private static final List<String> PACKAGES = List.of("kafkajs@2.2.4", "@kafkajs/confluent-schema-registry@4.1.0");
    private static final Path SCRIPTS = Path.of("src", "test", "kafkajs");
    private static final int MINUTES = 2;

    /// Whether Node is installed here.
    static boolean isThere() {
        return List.of("node", "npm").stream().allMatch(NodeClient::runs);
    }

    private static boolean runs(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Fetches the packages; no lock file is written.
    void install() {
        List<String> command = new ArrayList<>(List.of(
                "npm",
                "install",
                "--prefix",
                folder.toString(),
                "--no-package-lock",
                "--no-save",
                "--no-audit",
                "--no-fund"));
        command.addAll(PACKAGES);
        run(command);
    }

    /// Runs a script of ours; it must end well.
    ///
    /// @return what it printed
    String run(String script, String... arguments) {
        try {
            Path copy = Files.writeString(folder.resolve(script), Files.readString(SCRIPTS.resolve(script)));
            List<String> command = new ArrayList<>(List.of("node", copy.toString(), bootstrapServers, registry));
            command.addAll(List.of(arguments));
            return run(command);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String run(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path errors = Files.createTempFile(folder, "err", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            assertThat(process.onExit().join().exitValue())
                    .as("%s: %s%s", command, Files.readString(out), Files.readString(errors))
                    .isZero();
            return Files.readString(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
