package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.HeldDelivery;
import dev.fanfare.schemas.serde.StoreCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The deliveries of paused events, by event and delivery, as they came.
final class HeldDeliveries {

    static final String STORE = "held-deliveries";

    private static final StoreCodec<HeldDelivery> CODEC = StoreCodec.of(HeldDelivery.class);
    private static final char BETWEEN = '\n';
    private static final char BEHIND = BETWEEN + 1;

    private final KeyValueStore<String, byte[]> store;

    HeldDeliveries(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    void hold(String event, String delivery, HeldDelivery held) {
        store.put(event + BETWEEN + delivery, CODEC.encode(held));
    }

    /// The first event with something held, of those behind this one; all are behind the empty one.
    Optional<String> next(String event) {
        try (KeyValueIterator<String, byte[]> found =
                store.range(event.isEmpty() ? "" : event + BEHIND, String.valueOf(Character.MAX_VALUE))) {
            return found.hasNext()
                    ? Optional.of(
                            found.peekNextKey().substring(0, found.peekNextKey().indexOf(BETWEEN)))
                    : Optional.empty();
        }
    }

    /// One of an event's.
    HeldDelivery first(String event) {
        try (KeyValueIterator<String, byte[]> found = store.range(event + BETWEEN, event + BEHIND)) {
            return CODEC.decode(found.next().value);
        }
    }

    /// Takes some of an event's.
    List<HeldDelivery> take(String event, int most) {
        List<KeyValue<String, byte[]>> taken = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.range(event + BETWEEN, event + BEHIND)) {
            while (found.hasNext() && taken.size() < most) {
                taken.add(found.next());
            }
        }
        taken.forEach(entry -> store.delete(entry.key));
        return taken.stream().map(entry -> CODEC.decode(entry.value)).toList();
    }
}
