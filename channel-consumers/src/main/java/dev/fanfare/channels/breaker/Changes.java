package dev.fanfare.channels.breaker;

import java.time.Duration;

/// Wakes whoever waits for something to change.
final class Changes {

    private long count;

    synchronized long count() {
        return count;
    }

    synchronized void happened() {
        count++;
        notifyAll();
    }

    synchronized void await(long since, Duration most) throws InterruptedException {
        if (count == since && most.isPositive()) {
            wait(Math.max(1, most.toMillis()));
        }
    }
}
