package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.HeldDelivery;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The deliveries of paused events, by event, person and delivery, and beside it by person.
final class HeldDeliveries {

    static final String STORE = "held-deliveries";

    private static final StoreCodec<HeldDelivery> CODEC = StoreCodec.of(HeldDelivery.class);
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, byte[]> store;

    /// One that is held.
    record Held(HeldKey key, HeldDelivery content) {

        /// The delivery, as it came.
        byte[] bytes() {
            ByteBuffer buffer = content.getDelivery().duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }

    HeldDeliveries(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    void hold(HeldKey key, HeldDelivery content) {
        store.put(key.text(), CODEC.encode(content));
        store.put(key.byPerson(), NOTHING);
    }

    /// The first of each event, in the order of the events.
    List<HeldKey> firsts() {
        List<HeldKey> firsts = new ArrayList<>();
        String from = HeldKey.beforeEvents();
        while (true) {
            try (KeyValueIterator<String, byte[]> found = store.range(from, HeldKey.behindEvents())) {
                if (!found.hasNext()) {
                    return firsts;
                }
                HeldKey first = HeldKey.parse(found.next().key);
                firsts.add(first);
                from = HeldKey.behind(first.event());
            }
        }
    }

    /// Some of an event's, from this key on.
    List<Held> from(HeldKey key, int most) {
        List<Held> some = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.range(key.text(), HeldKey.behind(key.event()))) {
            while (found.hasNext() && some.size() < most) {
                KeyValue<String, byte[]> next = found.next();
                some.add(new Held(HeldKey.parse(next.key), CODEC.decode(next.value)));
            }
        }
        return some;
    }

    /// Takes out all of a person's for which this holds.
    List<Held> takeOf(String recipient, Predicate<Held> wanted) {
        List<Held> taken = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found =
                store.range(HeldKey.beforePerson(recipient), HeldKey.behindPerson(recipient))) {
            while (found.hasNext()) {
                HeldKey key = HeldKey.parseByPerson(found.next().key);
                taken.add(new Held(key, CODEC.decode(store.get(key.text()))));
            }
        }
        taken.removeIf(wanted.negate());
        taken.forEach(held -> delete(held.key()));
        return taken;
    }

    void delete(HeldKey key) {
        store.delete(key.text());
        store.delete(key.byPerson());
    }
}
