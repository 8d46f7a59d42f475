package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The event keys that were admitted; each is told once for as long as its status is kept.
public final class AdmittedKeys {

    /// The store's name.
    public static final String STORE = "admitted";

    private static final StoreCodec<Admitted> CODEC = StoreCodec.of(Admitted.class);

    private AdmittedKeys() {}

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// Which record was admitted under this key, if one was.
    public static Optional<Admitted> find(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key) {
        byte[] bytes = store.get(bytes(key));
        return bytes == null ? Optional.empty() : Optional.of(CODEC.decode(bytes));
    }

    /// @param asked what commands said of it before
    static Admitted of(Candidate candidate, @Nullable Steering asked) {
        Arrival arrival = candidate.arrival();
        Admitted admitted = new Admitted();
        admitted.setFingerprint(Fingerprint.of(candidate.event()));
        admitted.setTopic(arrival.topic());
        admitted.setPartition(arrival.partition());
        admitted.setOffset(arrival.offset());
        admitted.setAt(candidate.now());
        admitted.setLane(Lane.STANDARD);
        admitted.setSteering(asked);
        return admitted;
    }

    static void put(KeyValueStore<Bytes, byte[]> store, String key, Admitted admitted) {
        store.put(bytes(key), CODEC.encode(admitted));
    }

    /// Lets the event come again; one that was admitted later than `at` stays.
    ///
    /// @return what was forgotten
    static Optional<Admitted> forget(KeyValueStore<Bytes, byte[]> store, String key, Instant at) {
        Optional<Admitted> gone =
                find(store, key).filter(admitted -> !admitted.getAt().isAfter(at));
        gone.ifPresent(_ -> store.delete(bytes(key)));
        return gone;
    }

    /// Lets the event come again.
    ///
    /// @return what was forgotten
    static Optional<Admitted> remove(KeyValueStore<Bytes, byte[]> store, String key) {
        Optional<Admitted> gone = find(store, key);
        gone.ifPresent(_ -> store.delete(bytes(key)));
        return gone;
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
