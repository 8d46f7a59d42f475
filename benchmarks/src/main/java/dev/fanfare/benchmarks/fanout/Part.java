package dev.fanfare.benchmarks.fanout;

import java.util.Locale;

/// What `bench fanout` measures, in this order.
enum Part {
    FIRST,
    BROADCAST,
    URGENT,
    EVENTS,
    MEMORY,
    KILL;

    /// As it is named at the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
