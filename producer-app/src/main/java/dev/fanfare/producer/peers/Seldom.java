package dev.fanfare.producer.peers;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What is said at most once a minute, however often it happens: for log lines that anybody can cause.
final class Seldom {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final AtomicLong said;

    /// @param nanos as [System#nanoTime]
    Seldom(LongSupplier nanos) {
        this.nanos = nanos;
        said = new AtomicLong(nanos.getAsLong() - QUIET);
    }

    /// Whether it is to be said now; then not again for a minute.
    boolean isDue() {
        long now = nanos.getAsLong();
        long last = said.get();
        return now - last >= QUIET && said.compareAndSet(last, now);
    }
}
