package dev.fanfare.benchmarks.options;

import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.FlightRecording;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Records the process that is measured, where that is wanted.
public final class Recordings {

    @Option(
            names = "--jfr",
            paramLabel = "DIR",
            description = "Record the process that is measured there, a file for each part.")
    private @Nullable Path directory;

    /// What is measured.
    ///
    /// @param <E> what it may throw
    @FunctionalInterface
    public interface Measurement<E extends Exception> {

        void run() throws E;
    }

    /// @param part names the file
    public <E extends Exception> void during(AppProcess app, Object part, Measurement<E> measurement) throws E {
        if (directory == null) {
            measurement.run();
            return;
        }
        try (FlightRecording _ = app.record(directory.resolve(part + ".jfr"))) {
            measurement.run();
        }
    }
}
