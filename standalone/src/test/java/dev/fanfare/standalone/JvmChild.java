package dev.fanfare.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A `main` of this class path in a JVM of its own, which a test may kill.
public final class JvmChild implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private JvmChild(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static JvmChild start(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        try {
            return new JvmChild(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The rest of the line that begins so; waits for it.
    public String await(String beginning) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new AssertionError("the process ended before it said " + beginning);
    }

    /// As `kill -9` does.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// As SIGTERM does; answers the exit code.
    public int terminate() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /// As the end of whoever started it does; answers the exit code.
    public int abandon() {
        try {
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
