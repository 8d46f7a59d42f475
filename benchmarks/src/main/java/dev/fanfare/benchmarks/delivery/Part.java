package dev.fanfare.benchmarks.delivery;

import java.util.Locale;

/// What `bench delivery` measures, in this order.
enum Part {
    NOOP,
    SLOW,
    HANGING,
    FAILING,
    BROKEN,
    OUTAGE,
    SCALE;

    /// As it is named at the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
