package dev.fanfare.schemas.running;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What is said at most once a minute, however often it happens: for log lines that anybody can cause.
public final class Seldom {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final AtomicLong said;

    /// @param nanos as [System#nanoTime]
    public Seldom(LongSupplier nanos) {
        this.nanos = nanos;
        said = new AtomicLong(nanos.getAsLong() - QUIET);
    }

    /// Whether it is to be said now; then not again for a minute.
    public boolean isDue() {
        long now = nanos.getAsLong();
        long last = said.get();
        return now - last >= QUIET && said.compareAndSet(last, now);
    }
}
