package dev.fanfare.schemas.running;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the callers that wait for something to change, which is known by its key.
public final class Waiters implements AutoCloseable {

    private final Map<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// One caller that waits, from before its first look.
    public final class Waiter implements AutoCloseable {

        private final Semaphore changes = new Semaphore(0);
        private final String key;

        private Waiter(String key) {
            this.key = key;
        }

        /// Whether it changed since the last look, or does so in time.
        public boolean await(Duration most) {
            try {
                boolean changed = changes.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
                return changed && !closed;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(key, (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
        }
    }

    /// To be closed when nothing is waited for any longer.
    public Waiter open(String key) {
        Waiter waiter = new Waiter(key);
        waiting.compute(key, (_, others) -> {
            Set<Waiter> set = others == null ? ConcurrentHashMap.newKeySet() : others;
            set.add(waiter);
            return set;
        });
        return waiter;
    }

    /// Wakes whoever waits for it; never blocks.
    public void changed(String key) {
        Set<Waiter> woken = waiting.get(key);
        if (woken != null) {
            woken.forEach(waiter -> waiter.changes.release());
        }
    }

    /// Nobody waits any longer: the process stops.
    @Override
    public void close() {
        closed = true;
        waiting.keySet().forEach(this::changed);
    }
}
