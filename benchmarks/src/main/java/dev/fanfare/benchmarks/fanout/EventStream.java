package dev.fanfare.benchmarks.fanout;

import dev.fanfare.standalone.client.FrontDoor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Events at a steady rate, each sent when its time has come, whatever became of those before (an open loop).
final class EventStream implements AutoCloseable {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FrontDoor door;
    private final IntFunction<Expected> next;
    private final long between;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failed;

    /// @param next makes the n-th event
    EventStream(FrontDoor door, int perSecond, IntFunction<Expected> next) {
        this.door = door;
        this.next = next;
        this.between = SECOND / perSecond;
        thread = Thread.ofPlatform().name("event-stream").start(this::stream);
    }

    /// An event that was accepted.
    ///
    /// @param due when it was to be sent, and
    /// @param at when its 202 came, both on the clock of [System#nanoTime]
    record Accepted(long due, long at, Expected event) {}

    private void stream() {
        long due = System.nanoTime();
        for (int n = 0; !stopped; n++) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (System.nanoTime() < due) {
                n--;
                continue;
            }
            int number = n;
            long now = due;
            calls.execute(() -> send(number, now));
            due += between;
        }
    }

    private void send(int n, long due) {
        try {
            Expected event = next.apply(n);
            door.post("/v1/events", "application/cloudevents+json", BodyPublishers.ofString(event.json()))
                    .orFail();
            accepted.add(new Accepted(due, System.nanoTime(), event));
        } catch (RuntimeException refused) {
            failed = refused;
        }
    }

    /// Those that have been accepted so far.
    List<Accepted> accepted() {
        if (failed != null) {
            throw new IllegalStateException("an event of the stream was refused", failed);
        }
        return List.copyOf(accepted);
    }

    /// Returns when all that was sent was accepted.
    @Override
    public void close() {
        stopped = true;
        join();
        calls.close();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
