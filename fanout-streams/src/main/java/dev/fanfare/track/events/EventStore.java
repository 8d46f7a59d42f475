package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.Instant;
import java.util.Map;
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

    EventStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
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

    /// Replaces `before`, in the order of time as well.
    void put(EventStatus before, EventStatus after) {
        Instant then = acceptedAt(before);
        Instant now = acceptedAt(after);
        if (then != null && !then.equals(now)) {
            store.delete(EventKeys.byTime(then, after.getKey()));
        }
        if (now != null && !now.equals(then)) {
            store.put(EventKeys.byTime(now, after.getKey()), NOTHING);
        }
        store.put(EventKeys.status(after.getKey()), STATUS.encode(after));
    }

    private static @Nullable Instant acceptedAt(EventStatus status) {
        return status.getAdmitted() == null ? null : status.getAdmitted().getAcceptedAt();
    }
}
