package dev.fanfare.channels.live;

import java.util.concurrent.atomic.AtomicInteger;

/// How far a partition has been read, for those whose streams hang on it.
final class Place {

    private final AtomicInteger streams = new AtomicInteger();
    private volatile long next;
    private volatile long goal;

    Place(long next) {
        this.next = next;
    }

    /// All before it has been told.
    long next() {
        return next;
    }

    void reached(long next) {
        this.next = next;
    }

    /// It is read again from here, up to where the end was.
    void goBack(long to, long end) {
        next = to;
        goal = Math.max(goal, end);
    }

    /// Whether it is still being read again: whoever comes meanwhile waits, or it might never come to its end.
    boolean isReadingAgain() {
        return next < goal;
    }

    void enter() {
        streams.incrementAndGet();
    }

    void leave() {
        streams.decrementAndGet();
    }

    boolean isLeft() {
        return streams.get() == 0;
    }
}
