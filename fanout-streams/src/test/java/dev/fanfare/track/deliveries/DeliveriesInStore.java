package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lets tests of the topology look into the store of deliveries.
public final class DeliveriesInStore {

    public static final String NAME = DeliveryStore.NAME;
    public static final String SUMS = EventSums.NAME;

    private DeliveriesInStore() {}

    public static Optional<DeliveryStatus> find(KeyValueStore<Bytes, byte[]> store, String id, Instant acceptedAt) {
        byte[] bytes = DeliveryKeys.id(id).orElseThrow();
        return Optional.ofNullable(
                new DeliveryStore(store).find(DeliveryKeys.delivery(bytes, acceptedAt.toEpochMilli())));
    }

    /// How many sums wait to be forwarded.
    public static int pending(KeyValueStore<Bytes, byte[]> store) {
        return new EventSums(store).pending().size();
    }

    /// All keys and values, a character for each byte.
    public static String text(KeyValueStore<Bytes, byte[]> store) {
        StringBuilder text = new StringBuilder();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> text.append(new String(entry.key.get(), StandardCharsets.ISO_8859_1))
                    .append(new String(entry.value, StandardCharsets.ISO_8859_1)));
        }
        return text.toString();
    }

    /// Entries that are about an event.
    public static int ofEvents(KeyValueStore<Bytes, byte[]> sums) {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> all = sums.all()) {
            while (all.hasNext()) {
                size += "pl".indexOf(all.next().key.get()[0]) < 0 ? 0 : 1;
            }
        }
        return size;
    }

    public static int size(KeyValueStore<Bytes, byte[]> store) {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); size++) {
                all.next();
            }
        }
        return size;
    }
}
