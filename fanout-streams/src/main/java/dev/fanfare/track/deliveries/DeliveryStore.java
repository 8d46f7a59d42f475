package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.serde.StoreCodec;
import dev.fanfare.track.aging.TimeOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The store of deliveries as the fold sees it.
///
/// It is one store for all kinds of [DeliveryKeys], with a cache before it: what changes several times between
/// two commits is written once.
final class DeliveryStore {

    static final String NAME = "deliveries";

    static final StoreCodec<DeliveryStatus> STATUS = StoreCodec.of(DeliveryStatus.class);
    static final StoreCodec<ChunkDeliveries> CHUNK = StoreCodec.of(ChunkDeliveries.class);
    private static final StoreCodec<EventDelta> DELTA = StoreCodec.of(EventDelta.class);

    private final KeyValueStore<Bytes, byte[]> store;

    DeliveryStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    /// A delivery's record; none for one that has only a [Brief].
    @Nullable
    DeliveryStatus find(Bytes key) {
        byte[] found = store.get(key);
        return found == null || Brief.is(found) ? null : STATUS.decode(found);
    }

    @Nullable
    Brief brief(Bytes key) {
        byte[] found = store.get(key);
        return found != null && Brief.is(found) ? Brief.decode(found) : null;
    }

    /// Whether anything is kept of a delivery.
    boolean has(Bytes key) {
        return store.get(key) != null;
    }

    void put(Bytes key, Brief brief) {
        store.put(key, brief.encode());
    }

    EventShare share(String event) {
        byte[] found = store.get(DeliveryKeys.share(event));
        return found == null ? EventShare.NONE : EventShare.decode(found);
    }

    void put(String event, EventShare share) {
        store.put(DeliveryKeys.share(event), share.encode());
    }

    /// Forgets an event of which no chunk is left.
    void dropShareBehindTheLast(String event) {
        try (KeyValueIterator<Bytes, byte[]> left =
                store.range(DeliveryKeys.chunk(event, 0), DeliveryKeys.chunk(event, Long.MAX_VALUE))) {
            if (left.hasNext()) {
                return;
            }
        }
        store.delete(DeliveryKeys.share(event));
    }

    void put(Bytes key, DeliveryStatus status) {
        store.put(key, STATUS.encode(status));
    }

    void put(Bytes key, ChunkDeliveries chunk) {
        store.put(key, CHUNK.encode(chunk));
    }

    @Nullable
    ChunkDeliveries chunk(Bytes key) {
        byte[] found = store.get(key);
        return found == null ? null : CHUNK.decode(found);
    }

    TimeOrder chunksByTime() {
        return new TimeOrder(store, DeliveryKeys.CHUNKS_BY_TIME);
    }

    void delete(Bytes key) {
        store.delete(key);
    }

    void putPending(EventDelta delta) {
        store.put(DeliveryKeys.pending(delta.getKey()), DELTA.encode(delta));
    }

    void deletePending(String event) {
        store.delete(DeliveryKeys.pending(event));
    }

    /// What was left to forward when the task last stopped.
    List<EventDelta> pending() {
        List<EventDelta> pending = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> left = store.range(DeliveryKeys.pending(), DeliveryKeys.afterPending())) {
            left.forEachRemaining(entry -> pending.add(DELTA.decode(entry.value)));
        }
        return pending;
    }
}
