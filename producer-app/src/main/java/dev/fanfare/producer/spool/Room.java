package dev.fanfare.producer.spool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much waits, and how much may.
final class Room {

    /// How long a failure to write counts, so that whoever looks at the health lets callers come back and try.
    private static final Duration TROUBLE = Duration.ofSeconds(10);

    private final long most;
    private final InstantSource clock;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private volatile @Nullable Instant oldest;
    private volatile @Nullable Trouble trouble;

    private record Trouble(String why, Instant at) {}

    /// @param most bytes
    Room(long most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// @throws SpoolFull where so much more does not fit
    void take(Batch batch) {
        if (bytes.get() + batch.size() > most) {
            throw new SpoolFull("Kafka does not answer, and the spool is full");
        }
        count(batch.records().size(), batch.size());
    }

    /// What stands there from before counts, whether it fits or not.
    void count(long moreRecords, long moreBytes) {
        records.addAndGet(moreRecords);
        bytes.addAndGet(moreBytes);
    }

    void failed(Batch batch, Throwable why) {
        count(-batch.records().size(), -batch.size());
        trouble = new Trouble(String.valueOf(why.getMessage()), now());
    }

    void next(@Nullable Instant acceptedAt) {
        oldest = acceptedAt;
    }

    long bytes() {
        return bytes.get();
    }

    /// Nothing waits; what could not be read is not counted any more either.
    void empty() {
        bytes.set(0);
        records.set(0);
        oldest = null;
    }

    Spool.Figures figures() {
        Trouble last = trouble;
        boolean lately = last != null && last.at().plus(TROUBLE).isAfter(now());
        return new Spool.Figures(
                records.get(), Math.max(0, bytes.get()), most, oldest, lately && last != null ? last.why() : "");
    }
}
