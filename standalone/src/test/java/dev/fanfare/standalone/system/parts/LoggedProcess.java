package dev.fanfare.standalone.system.parts;

import dev.fanfare.standalone.Fanfare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A `main` of this class path in a JVM of its own, whose every word goes to a file.
record LoggedProcess(Process process, Path log) implements AutoCloseable {

    private static final Path LOGS = Path.of("target", "system-tests");
    private static final Path JAR = Path.of("target", "fanfare.jar");

    /// How the JVM compiles.
    enum Jit {
        /// As the launcher has it for `up`.
        FULL,
        /// Sooner ready, which is what counts in a process that lives for half a minute.
        QUICK
    }

    /// @param name of the log
    static LoggedProcess start(String name, Jit jit, Class<?> main, List<String> arguments) {
        return start(name, jit, main, arguments, Map.of());
    }

    /// @param name of the log
    /// @param environment beside what the test has itself
    static LoggedProcess start(
            String name, Jit jit, Class<?> main, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseG1GC",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=" + (jit == Jit.FULL ? 4 : 1)));
        if (main.equals(Fanfare.class)) {
            command.addAll(List.of("-jar", JAR.toString())); // as it is shipped: it logs otherwise than tests do
            command.addAll(1, AotCache.options(command, JAR));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        }
        command.addAll(arguments);
        try {
            Path log = Files.createDirectories(LOGS).resolve(name + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new LoggedProcess(process, log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    /// Everything so far.
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Has the JVM write the stacks of all its threads to its log.
    void dumpThreads() {
        signal("QUIT");
    }

    /// @param signal as `kill` names it
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
