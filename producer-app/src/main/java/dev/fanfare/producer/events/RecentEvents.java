package dev.fanfare.producer.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// What was accepted here a moment ago and may not be admitted yet, so that a repeat right behind its first is told as
/// one.
///
/// A memory and no promise: who decides is admit. It is short, since an event that admit did not take may come again.
final class RecentEvents {

    static final Duration MEMORY = Duration.ofSeconds(2);
    private static final int MOST = 20_000;

    private final LongSupplier nanoTime;
    private final Map<String, Seen> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };

    private record Seen(long fingerprint, long at) {}

    RecentEvents(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void remember(String key, long fingerprint) {
        entries.remove(key);
        entries.put(key, new Seen(fingerprint, nanoTime.getAsLong()));
    }

    /// The fingerprint of the event that was accepted under `key`, where that is not long ago.
    synchronized OptionalLong find(String key) {
        Seen entry = entries.get(key);
        return entry == null || nanoTime.getAsLong() - entry.at() > MEMORY.toNanos()
                ? OptionalLong.empty()
                : OptionalLong.of(entry.fingerprint());
    }
}
