package dev.fanfare.standalone.system.dead;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// How many came in each window of five seconds, from the first on.
///
/// @param times in milliseconds, in any order
record Rates(long[] times) {

    private static final int WINDOW_MS = 5_000;
    private static final int STEP_MS = 1_000;

    /// A window, by its begin in milliseconds.
    record Window(long begin, double perSecond) {

        long end() {
            return begin + WINDOW_MS;
        }
    }

    /// Each whole window, a second apart, without the first three seconds and the last.
    List<Window> windows() {
        long first = LongStream.of(times).min().orElse(0) + 3 * STEP_MS;
        long last = LongStream.of(times).max().orElse(0) - STEP_MS;
        List<Window> windows = new ArrayList<>();
        for (long begin = first; begin + WINDOW_MS <= last; begin += STEP_MS) {
            long from = begin;
            long count = LongStream.of(times)
                    .filter(time -> time >= from && time < from + WINDOW_MS)
                    .count();
            windows.add(new Window(begin, count * 1_000.0 / WINDOW_MS));
        }
        return windows;
    }
}
