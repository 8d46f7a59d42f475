package dev.fanfare.producer.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// What was accepted here a moment ago, or waits in the spool, and may not be admitted yet, so that a repeat behind its
/// first is told as one.
///
/// A memory and no promise: who decides is admit. It is short, since an event that admit did not take may come again,
/// and for as long as the spool is in use of what went there.
final class RecentEvents {

    static final Duration MEMORY = Duration.ofSeconds(2);
    static final int MOST = 100_000;

    private final LongSupplier nanoTime;
    private final BooleanSupplier spooling;
    private final Map<String, Seen> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST || !isAlive(eldest.getValue());
        }
    };

    private record Seen(long fingerprint, long at, boolean spooled) {}

    /// @param spooling whether the spool is in use
    RecentEvents(LongSupplier nanoTime, BooleanSupplier spooling) {
        this.nanoTime = nanoTime;
        this.spooling = spooling;
    }

    synchronized void remember(String key, long fingerprint, boolean spooled) {
        entries.remove(key);
        entries.put(key, new Seen(fingerprint, nanoTime.getAsLong(), spooled));
    }

    /// The fingerprint of the event that was accepted under `key`, where that is not long ago, or may wait.
    synchronized OptionalLong find(String key) {
        Seen entry = entries.get(key);
        return entry == null || !isAlive(entry) ? OptionalLong.empty() : OptionalLong.of(entry.fingerprint());
    }

    private boolean isAlive(Seen entry) {
        return nanoTime.getAsLong() - entry.at() <= MEMORY.toNanos() || entry.spooled() && spooling.getAsBoolean();
    }
}
