package dev.fanfare.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A recording of the JVM's own recorder (profile settings) of another process, from now until it is closed.
public final class FlightRecording implements AutoCloseable {

    private static final String NAME = "name=bench";

    private final long pid;
    private final Path file;

    private FlightRecording(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    static FlightRecording start(long pid, Path file) {
        tell(pid, "JFR.start", NAME, "settings=profile");
        return new FlightRecording(pid, file.toAbsolutePath());
    }

    @Override
    public void close() {
        tell(pid, "JFR.stop", NAME, "filename=" + file);
    }

    private static void tell(long pid, String... words) {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/jcmd", String.valueOf(pid)));
        command.addAll(List.of(words));
        try {
            Process jcmd = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int exit = jcmd.onExit().join().exitValue();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
