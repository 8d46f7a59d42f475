package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.due.WaitingThings;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.WaitingRetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Which steps wait for which delivery, beside them in their store: what is heard of a delivery finds them at once,
/// however much else waits for its person.
public final class AwaitedDeliveries {

    private static final byte[] NOTHING = {};
    private static final char INDEX = 'a';

    private final KeyValueStore<Bytes, byte[]> store;

    AwaitedDeliveries(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void add(String step, WaitingRetry waiting) {
        waiting.getAwaits().forEach(delivery -> store.put(key(delivery + step), NOTHING));
    }

    void remove(String step, WaitingRetry waiting) {
        waiting.getAwaits().forEach(delivery -> remove(step, delivery));
    }

    /// Without a look at what was there.
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    void remove(String step, String delivery) {
        store.put(key(delivery + step), null);
    }

    /// The ids of those that wait for this delivery.
    List<String> steps(String delivery) {
        return delivery.length() == DeliveryId.LENGTH ? named(store, delivery) : List.of();
    }

    /// The ids of those that wait for any delivery of this recipient, and maybe of some others.
    List<String> stepsOf(String recipient) {
        return named(store, DeliveryId.beginning(recipient)).stream().distinct().toList();
    }

    /// One of the steps that wait for this delivery, which has its event and its person.
    ///
    /// @param store of the delivery's partition
    public static Optional<WaitingRetry> awaiting(ReadOnlyKeyValueStore<Bytes, byte[]> store, String delivery) {
        return named(store, delivery).stream()
                .flatMap(step -> WaitingThings.named(store, step, 1).stream())
                .map(thing -> Retries.decode(thing.what()))
                .findFirst();
    }

    private static List<String> named(ReadOnlyKeyValueStore<Bytes, byte[]> store, String beginning) {
        List<String> steps = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(key(beginning), key(beginning + Character.MAX_VALUE))) {
            while (found.hasNext()) {
                byte[] key = found.next().key.get();
                int from = 1 + DeliveryId.LENGTH;
                steps.add(new String(key, from, key.length - from, StandardCharsets.UTF_8));
            }
        }
        return steps;
    }

    private static Bytes key(String name) {
        return Bytes.wrap((INDEX + name).getBytes(StandardCharsets.UTF_8));
    }
}
