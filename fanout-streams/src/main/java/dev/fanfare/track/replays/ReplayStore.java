package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayStatus;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// All replays, by their ids.
final class ReplayStore {

    static final String NAME = "replays";
    /// There is one partition of them.
    static final int PARTITION = 0;

    private static final StoreCodec<ReplayStatus> CODEC = StoreCodec.of(ReplayStatus.class);

    private ReplayStore() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    static Optional<ReplayStatus> find(ReadOnlyKeyValueStore<Bytes, byte[]> store, String id) {
        return Optional.ofNullable(store.get(key(id))).map(CODEC::decode);
    }

    static void put(KeyValueStore<Bytes, byte[]> store, ReplayStatus status) {
        store.put(key(status.getAsked().getId()), CODEC.encode(status));
    }

    static void drop(KeyValueStore<Bytes, byte[]> store, ReplayStatus status) {
        store.delete(key(status.getAsked().getId()));
    }

    /// In no order that says anything; there are as many as people have asked for.
    static List<ReplayStatus> all(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<ReplayStatus> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.reverseAll()) {
            entries.forEachRemaining(entry -> all.add(CODEC.decode(entry.value)));
        }
        return all;
    }

    private static Bytes key(String id) {
        return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
    }
}
