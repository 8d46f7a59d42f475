package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.serde.StoreCodec;
import dev.fanfare.track.aging.TimeOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The store of events as the summing step sees it; a cache before it writes an event's status once for each commit.
final class EventStore {

    static final String NAME = "events";

    private static final StoreCodec<EventStatus> STATUS = StoreCodec.of(EventStatus.class);
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final TimeOrder ended;
    private final TimeOrder failed;

    EventStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.ended = new TimeOrder(store, EventKeys.ENDED);
        this.failed = new TimeOrder(store, EventKeys.FAILED);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    static @Nullable EventStatus find(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key) {
        byte[] found = store.get(EventKeys.status(key));
        return found == null ? null : STATUS.decode(found);
    }

    @Nullable
    EventStatus find(String key) {
        return find(store, key);
    }

    /// Replaces `before`, in the orders of time as well.
    void put(EventStatus before, EventStatus after) {
        Instant then = acceptedAt(before);
        Instant now = acceptedAt(after);
        if (then != null && !then.equals(now)) {
            keys(before).forEach(store::delete);
        }
        if (now != null && !now.equals(then)) {
            keys(after).forEach(key -> store.put(key, NOTHING));
        }
        EventEnd endBefore = EventEnd.of(before);
        EventEnd end = EventEnd.of(after);
        if (endBefore != null && !endBefore.equals(end)) {
            order(endBefore.failed()).remove(endBefore.at(), bytes(after.getKey()));
        }
        if (end != null && !end.equals(endBefore)) {
            order(end.failed()).add(end.at(), bytes(after.getKey()));
        }
        store.put(EventKeys.status(after.getKey()), STATUS.encode(after));
    }

    void drop(EventStatus status) {
        keys(status).forEach(store::delete);
        EventEnd end = EventEnd.of(status);
        if (end != null) {
            order(end.failed()).remove(end.at(), bytes(status.getKey()));
        }
        store.delete(EventKeys.status(status.getKey()));
    }

    /// When the first ended of those that ended well, or of those that failed.
    Optional<Instant> firstEnded(boolean failed) {
        return order(failed).first();
    }

    /// The keys of those that ended by then, the first `most`; they leave the order of their ends.
    List<String> takeEnded(boolean failed, Instant by, int most) {
        List<TimeOrder.Entry> found = order(failed).upTo(by, most);
        found.forEach(entry -> order(failed).remove(entry.at(), entry.what()));
        return found.stream()
                .map(entry -> new String(entry.what(), StandardCharsets.UTF_8))
                .toList();
    }

    private TimeOrder order(boolean failed) {
        return failed ? this.failed : ended;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /// In each order of time.
    private static List<Bytes> keys(EventStatus status) {
        EventAdmitted head = status.getAdmitted();
        return head == null
                ? List.of()
                : EventOrder.of(head).stream()
                        .map(order -> order.key(head.getAcceptedAt(), status.getKey()))
                        .toList();
    }

    private static @Nullable Instant acceptedAt(EventStatus status) {
        return status.getAdmitted() == null ? null : status.getAdmitted().getAcceptedAt();
    }
}
