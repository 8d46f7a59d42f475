package dev.fanfare.channels.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One open stream: what it has yet to be told. One thread offers, another one takes; each id is taken once, and in
/// order.
final class OpenStream {

    /// What may wait for a reader who is slow; one frame may always.
    static final int MOST_WAITING = 256 * 1024;

    private final String recipient;
    private final AtomicLong waitingHere;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private int bytes;
    private long seen = Long.MAX_VALUE;
    private @Nullable Place place;
    private @Nullable End end;

    /// Why a stream ended.
    enum End {
        /// Its reader took too long; it may come again and go on.
        SLOW,
        /// This instance stops.
        STOPPING,
        /// The reader went away.
        LEFT
    }

    /// What is to be done next.
    sealed interface Next {
        record Tell(Frame frame) implements Next {}

        /// Nothing came for a while; whoever has been told all so far goes on from here.
        record Nothing(long place) implements Next {}

        record Ended(End why) implements Next {}
    }

    /// @param waitingHere the bytes that wait in all streams of this instance
    OpenStream(String recipient, AtomicLong waitingHere) {
        this.recipient = recipient;
        this.waitingHere = waitingHere;
    }

    String recipient() {
        return recipient;
    }

    /// Whether it has its place: what is written from now on is told.
    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /// Whether it got its place in time.
    boolean awaitBegun(Duration most) throws InterruptedException {
        return begun.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// It is told what lies behind this id.
    ///
    /// @param first what it is told before; null for nothing
    /// @return whether its reader is still there
    synchronized boolean begin(Place at, long id, @Nullable Frame first) {
        if (end != null) {
            return false;
        }
        if (place != null) {
            place.leave();
        }
        at.enter();
        place = at;
        seen = id;
        if (first != null) {
            put(first);
        }
        begun.countDown();
        return true;
    }

    /// Takes no frame twice, and none before it has begun.
    synchronized void offer(Frame frame) {
        if (frame.id() <= seen || end != null) {
            return;
        }
        if (bytes > 0 && bytes + frame.json().length > MOST_WAITING) {
            end(End.SLOW);
            return;
        }
        seen = frame.id();
        put(frame);
    }

    synchronized int waiting() {
        return bytes;
    }

    /// The first reason stays.
    synchronized void end(End why) {
        if (end == null) {
            end = why;
            waiting.clear();
            add(-bytes);
            if (place != null) {
                place.leave();
            }
            notifyAll();
        }
    }

    synchronized Next next(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            long before = place == null ? 0 : place.next(); // all before it was offered: what waits is looked at next
            Frame frame = waiting.poll();
            if (frame != null) {
                add(-frame.json().length);
                return new Next.Tell(frame);
            }
            if (end != null) {
                return new Next.Ended(end);
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                return new Next.Nothing(Math.max(seen, before));
            }
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    private void put(Frame frame) {
        waiting.add(frame);
        add(frame.json().length);
        notifyAll();
    }

    private void add(int more) {
        bytes += more;
        waitingHere.addAndGet(more);
    }
}
