package dev.fanfare.fanout.expand;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The slices that this process has open: whether the calling thread has one, so that its consumer does not wait for
/// records while there is work, and for how long the slowest has stood still.
///
/// A walk goes on between two polls, and a poll without records would otherwise hold it up for `poll.ms`.
public final class Backlog {

    private final ThreadLocal<int[]> open = ThreadLocal.withInitial(() -> new int[1]);
    private final Map<OpenSlice, Instant> moved = new ConcurrentHashMap<>();

    private record OpenSlice(int partition, String key) {}

    void add() {
        open.get()[0]++;
    }

    void remove() {
        open.get()[0]--;
    }

    /// A slice waits for its turn from now on, unless it did before.
    void begins(int partition, String key, Instant now) {
        moved.putIfAbsent(new OpenSlice(partition, key), now);
    }

    /// A slice has told a chunk.
    void moves(int partition, String key, Instant now) {
        moved.put(new OpenSlice(partition, key), now);
    }

    /// A slice has ended, or is paused.
    void ends(int partition, String key) {
        moved.remove(new OpenSlice(partition, key));
    }

    /// A partition has left this process.
    void leaves(int partition) {
        moved.keySet().removeIf(slice -> slice.partition() == partition);
    }

    /// Whether a task of the calling thread has work of its own.
    public boolean here() {
        return open.get()[0] > 0;
    }

    /// How many slices are open here and not paused, each being one partition's part of an event.
    public int slices() {
        return moved.size();
    }

    /// How long ago the one of them that has waited longest told its last chunk; zero where none is open.
    public Duration standing(Instant now) {
        return moved.values().stream()
                .min(Instant::compareTo)
                .map(last -> Duration.between(last, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
