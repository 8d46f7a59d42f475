package dev.fanfare.benchmarks.timers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Events at a steady rate, each to one person, written as whoever produces straight to Kafka does.
final class EventsBeside implements AutoCloseable {

    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    private final Clockwork clockwork;
    private final int perSecond;
    private final int first;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile int written;

    /// @param first the number of the first event
    EventsBeside(Clockwork clockwork, int perSecond, int first) {
        this.clockwork = clockwork;
        this.perSecond = perSecond;
        this.first = first;
        thread = Thread.ofPlatform().name("events-beside").start(this::write);
    }

    private void write() {
        long begin = System.nanoTime();
        while (!stopped) {
            int due = (int) ((System.nanoTime() - begin) / 1e9 * perSecond);
            for (int n = written; n < due; n++) {
                var _ = clockwork
                        .producer()
                        .send(clockwork.make().now(first + n, People.id(People.SIZE / 2 + n % (People.SIZE / 2))));
            }
            written = due;
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    int written() {
        return written;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
