package dev.fanfare.channels.live;

import org.jspecify.annotations.Nullable;

/// Where a stream begins. A place is the offset of the next record; ids are places.
sealed interface Begin {

    /// Records that are read again for a reader who was away; whoever missed more reads the inbox anew.
    long MOST_MISSED = 100_000;

    /// Behind what the reader has seen.
    record GoOn(long place) implements Begin {}

    /// At the end: what the reader knows may be out of date.
    record Anew(long place) implements Begin {}

    /// @param after what the reader has seen; null where it has seen nothing
    /// @param first place that can still be read
    /// @param end of what is there
    static Begin of(@Nullable Long after, long first, long end) {
        return after == null || after < first || after > end || end - after > MOST_MISSED
                ? new Anew(end)
                : new GoOn(after);
    }
}
