package dev.fanfare.track.tally;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Tells records that this process has counted before: a transaction that failed is read again, and comes to the same.
///
/// Kept beside the counters, as long as the process lives and not as long as a task. Another process knows nothing of
/// it: what a killed one had counted and not committed, the next one counts again.
public final class CountOnce {

    private final Map<Integer, AtomicLong> highest = new ConcurrentHashMap<>();

    /// Whether a record of this partition is read for the first time; one thread at a time reads a partition.
    public boolean first(int partition, long offset) {
        AtomicLong before = highest.computeIfAbsent(partition, _ -> new AtomicLong(-1));
        return before.getAndAccumulate(offset, Math::max) < offset;
    }
}
