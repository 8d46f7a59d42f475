package dev.fanfare.producer.spool;

import dev.fanfare.schemas.Sizes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How much waits, and how much may.
final class Room {

    /// How long a failure to write counts, so that whoever looks at the health lets callers come back and try.
    private static final long TROUBLE = TimeUnit.SECONDS.toNanos(10);

    private final long most;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private volatile @Nullable Instant oldest;
    private volatile @Nullable Trouble trouble;
    private volatile String notSent = "";

    private record Trouble(String why, long at) {}

    /// @param most bytes
    Room(long most, InstantSource clock) {
        this(most, clock, System::nanoTime);
    }

    /// @param nanoTime for how long ago something was, whatever becomes of the clock
    Room(long most, InstantSource clock, LongSupplier nanoTime) {
        this.most = most;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    Instant now() {
        return clock.instant();
    }

    /// @throws SpoolFull where so much more does not fit
    void take(Batch batch) {
        if (bytes.get() + batch.size() > most) {
            throw new SpoolFull("the spool is full");
        }
        if (records.get() == 0) {
            oldest = now();
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
        trouble = new Trouble(String.valueOf(why.getMessage()), nanoTime.getAsLong());
    }

    /// Why what waits is not sent; empty where it is.
    void notSent(String why) {
        notSent = why;
    }

    /// @param acceptedAt null where the next one was not read yet: it is no older than the last
    void next(@Nullable Instant acceptedAt) {
        if (acceptedAt != null) {
            oldest = acceptedAt;
        }
    }

    boolean knowsOldest() {
        return oldest != null;
    }

    long bytes() {
        return bytes.get();
    }

    /// Nothing waits; what could not be read is not counted any more either.
    void empty() {
        bytes.set(0);
        records.set(0);
        oldest = null;
        notSent = "";
    }

    /// @param stuck why the disk takes nothing now; empty where it does
    Spool.Figures figures(String stuck) {
        long waiting = Math.max(0, bytes.get());
        boolean full = waiting + Math.min(Sizes.EVENT, most / 4) > most;
        return new Spool.Figures(
                records.get(), waiting, most, full, oldest, stuck.isEmpty() ? lately() : stuck, notSent);
    }

    private String lately() {
        Trouble last = trouble;
        return last == null || nanoTime.getAsLong() - last.at() > TROUBLE ? "" : last.why();
    }
}
