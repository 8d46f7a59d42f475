package dev.fanfare.schemas.running;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a failed thread's place stays empty: a second, and twice as long for each failure that soon follows.
record BackOff(int failures, @Nullable Instant last) {

    static final BackOff NONE = new BackOff(0, null);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    /// After another failure.
    BackOff failed(Instant now) {
        boolean soon = last != null && last.plus(FORGOTTEN).isAfter(now);
        return new BackOff(soon ? failures + 1 : 1, now);
    }

    Duration delay() {
        Duration delay = Duration.ofSeconds(1L << Math.clamp(failures - 1, 0, 5));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
