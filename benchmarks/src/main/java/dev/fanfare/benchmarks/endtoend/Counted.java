package dev.fanfare.benchmarks.endtoend;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Distinct deliveries that were answered at a socket, and when the last one was.
final class Counted {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private final Set<String> seen = new HashSet<>();
    private int wanted;
    private long last;

    /// From now on so many are waited for.
    void begin(int number) {
        lock.lock();
        try {
            seen.clear();
            wanted = number;
        } finally {
            lock.unlock();
        }
    }

    void came(String delivery) {
        lock.lock();
        try {
            if (seen.add(delivery)) {
                last = System.nanoTime();
                if (seen.size() == wanted) {
                    enough.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// When the last of them came, on the clock of [System#nanoTime].
    ///
    /// @throws IllegalStateException where they do not all come within a minute
    long awaitAll() throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (seen.size() < wanted) {
                left = enough.awaitNanos(left);
                if (left <= 0) {
                    throw new IllegalStateException(seen.size() + " of " + wanted + " came within " + PATIENCE);
                }
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Whether none came that nobody waits for, a moment later.
    boolean exactly() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(50);
        lock.lock();
        try {
            return seen.size() == wanted;
        } finally {
            lock.unlock();
        }
    }
}
