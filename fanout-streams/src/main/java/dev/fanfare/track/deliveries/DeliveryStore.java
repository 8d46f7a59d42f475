package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.serde.StoreCodec;
import dev.fanfare.track.aging.TimeOrder;
import java.util.Arrays;
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
/// No cache stands before it: a delivery seldom changes twice between two commits, and a broadcast's would push one
/// another out. What does change often is in [EventSums].
final class DeliveryStore {

    static final String NAME = "deliveries";

    static final StoreCodec<DeliveryStatus> STATUS = StoreCodec.of(DeliveryStatus.class);
    static final StoreCodec<ChunkDeliveries> CHUNK = StoreCodec.of(ChunkDeliveries.class);

    private final KeyValueStore<Bytes, byte[]> store;

    DeliveryStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
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

    /// The key of a delivery of which it is not known when its event was accepted; the newest of several.
    @Nullable
    Bytes keyOf(byte[] id, int hash) {
        DeliveryKeys.Range range = DeliveryKeys.recipient(hash);
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(range.first(), range.last())) {
            while (walk.hasNext()) {
                Bytes key = walk.next().key;
                if (Arrays.equals(DeliveryKeys.idAt(key), id)) {
                    return key;
                }
            }
        }
        return null;
    }

    /// Whether anything is kept of a delivery.
    boolean has(Bytes key) {
        return store.get(key) != null;
    }

    void put(Bytes key, Brief brief) {
        store.put(key, brief.encode());
    }

    /// Whether any chunk of an event is left.
    boolean hasChunks(String event) {
        try (KeyValueIterator<Bytes, byte[]> left =
                store.range(DeliveryKeys.chunk(event, 0), DeliveryKeys.chunk(event, Long.MAX_VALUE))) {
            return left.hasNext();
        }
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
}
