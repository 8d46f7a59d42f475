package dev.fanfare.benchmarks.timers;

import java.util.Locale;

/// What waits.
enum Kind {
    /// A delivery until a channel wants it tried again, as one that is held: in the queue of its recipient's task.
    DELIVERY,
    /// An event with `sendat`: in the queue of its event's task, and resolved, sliced and rendered when it is due.
    SENDAT;

    /// As it is named at the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
