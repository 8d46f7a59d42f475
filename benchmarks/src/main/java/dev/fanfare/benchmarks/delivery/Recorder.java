package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.FlightRecording;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Records a channel process while it is measured, where that is wanted.
///
/// @param directory null for none
record Recorder(@Nullable Path directory) {

    void run(AppProcess channels, Part part, Runnable measurement) {
        if (directory == null) {
            measurement.run();
            return;
        }
        try (FlightRecording _ = channels.record(directory.resolve(part + ".jfr"))) {
            measurement.run();
        }
    }
}
