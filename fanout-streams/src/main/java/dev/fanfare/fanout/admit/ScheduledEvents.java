package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.DueQueue;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// Events that wait for their time, in a queue for each priority: where many are late, the most urgent go first.
public final class ScheduledEvents {

    /// The store's name.
    public static final String STORE = "scheduled-events";

    private static final StoreCodec<WaitingEvent> CODEC = StoreCodec.of(WaitingEvent.class);

    private final Map<Priority, DueQueue> queues = new EnumMap<>(Priority.class);

    ScheduledEvents(KeyValueStore<Bytes, byte[]> store) {
        for (Priority priority : Priority.values()) {
            queues.put(priority, new DueQueue(store, keys(priority)));
        }
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return DueQueue.store(STORE, DueKeys.URGENT, DueKeys.HIGH, DueKeys.NORMAL, DueKeys.LOW);
    }

    /// Where those of a priority stand in the store.
    public static DueKeys keys(Priority priority) {
        return switch (priority) {
            case URGENT -> DueKeys.URGENT;
            case HIGH -> DueKeys.HIGH;
            case NORMAL -> DueKeys.NORMAL;
            case LOW -> DueKeys.LOW;
        };
    }

    /// The event in Avro of what stands in the store.
    public static byte[] event(byte[] waiting) {
        return Arrival.of(CODEC.decode(waiting)).bytes();
    }

    void add(String key, Priority priority, Instant look, WaitingEvent event) {
        queue(priority).set(key, look, CODEC.encode(event));
    }

    Optional<WaitingEvent> find(String key, Priority priority) {
        return Optional.ofNullable(queue(priority).get(key)).map(CODEC::decode);
    }

    void remove(String key, Priority priority) {
        queue(priority).remove(key);
    }

    /// What to do with an event whose time has come.
    interface Release {
        void at(String key, WaitingEvent event);
    }

    /// What fell due at `since` or later, the most urgent first, at most `most`.
    void release(Instant since, Instant now, int most, Release release) {
        int left = most;
        for (Priority priority : Priority.values()) {
            left -= queue(priority).releaseSince(since, now, left, taking(release));
        }
    }

    /// What fell due before, likewise.
    ///
    /// @return how many that was
    int releaseOverdue(Instant before, int most, Release release) {
        int left = most;
        for (Priority priority : Priority.values()) {
            left -= queue(priority).release(before.minusMillis(1), left, taking(release));
        }
        return most - left;
    }

    private static BiConsumer<String, byte[]> taking(Release release) {
        return (key, bytes) -> release.at(key, CODEC.decode(bytes));
    }

    /// Whether any was to be looked at before then.
    boolean isOverdue(Instant before) {
        return queues.values().stream().anyMatch(queue -> queue.isDueBefore(before));
    }

    /// When the next is to be looked at of those that are to be looked at then or later.
    Optional<Instant> soonestSince(Instant since) {
        return queues.values().stream()
                .flatMap(queue -> queue.soonestSince(since).stream())
                .min(Instant::compareTo);
    }

    private DueQueue queue(Priority priority) {
        return Objects.requireNonNull(queues.get(priority));
    }
}
