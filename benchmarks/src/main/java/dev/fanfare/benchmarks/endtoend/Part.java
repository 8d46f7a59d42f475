package dev.fanfare.benchmarks.endtoend;

import java.util.Locale;

/// What `bench end-to-end` measures, in this order.
enum Part {
    NOOP,
    SLOW,
    PEOPLE,
    MINUTE,
    STEADY;

    /// As it is named at the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
