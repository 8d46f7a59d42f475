package dev.fanfare.channels.breaker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// This instance's wishes to ask a provider whether it is well again, until they come back from the log. Times are a
/// monotonic clock's nanoseconds. Not safe for use by many threads.
final class Wishes {

    /// How long one may take to come back; one that is lost is said again.
    static final Duration ANSWERED = Duration.ofSeconds(2);

    private final Queue<Long> said = new ArrayDeque<>();
    private long next;

    /// How long none may be said; not more than zero where one may now.
    long left(long now) {
        return next - now;
    }

    void say(long now) {
        next = now + ANSWERED.toNanos();
        said.add(now);
    }

    void notBefore(long time) {
        next = time;
    }

    /// The first one came back.
    ///
    /// @return what is left of its lease, which counts from when it was said
    long cameBack(Duration lease, long now) {
        Long at = said.poll();
        next = now;
        return at == null ? 0 : Math.max(0, at + lease.toNanos() - now);
    }

    void forget() {
        said.clear();
    }
}
