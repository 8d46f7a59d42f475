package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks one recipient's deliveries, newest first.
final class ByRecipient {

    /// Others may share the recipient's hash; so many records are looked at for one page.
    private static final int MOST = 5_000;

    private ByRecipient() {}

    static Page<DeliveryView> page(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, String recipient, int limit, @Nullable String cursor) {
        DeliveryKeys.Range range = DeliveryKeys.recipient(DeliveryKeys.hash(recipient));
        Bytes first = cursor == null ? range.first() : after(Page.after(cursor, DeliveryKeys.DELIVERY), range);
        List<DeliveryView> items = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(first, range.last())) {
            for (int looked = 1; walk.hasNext(); looked++) {
                KeyValue<Bytes, byte[]> entry = walk.next();
                if (!Brief.is(entry.value)) {
                    DeliveryStatus status = DeliveryStore.STATUS.decode(entry.value);
                    if (status.getRecipient().equals(recipient)) {
                        items.add(DeliveryView.of(entry.key, status));
                    }
                }
                if (walk.hasNext() && (items.size() == limit || looked == MOST)) {
                    return new Page<>(items, Cursor.of(entry.key.get()));
                }
            }
        }
        return new Page<>(items, null);
    }

    /// One delivery: its id says whose it is, but not when its event was accepted.
    static Optional<DeliveryView> one(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] id, int hash) {
        return entry(store, id, hash)
                .map(found -> DeliveryView.of(found.key, DeliveryStore.STATUS.decode(found.value)));
    }

    /// The record of one delivery.
    static Optional<DeliveryStatus> find(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] id, int hash) {
        return entry(store, id, hash).map(found -> DeliveryStore.STATUS.decode(found.value));
    }

    private static Optional<KeyValue<Bytes, byte[]>> entry(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] id, int hash) {
        DeliveryKeys.Range range = DeliveryKeys.recipient(hash);
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(range.first(), range.last())) {
            while (walk.hasNext()) {
                KeyValue<Bytes, byte[]> entry = walk.next();
                if (Arrays.equals(DeliveryKeys.idAt(entry.key), id) && !Brief.is(entry.value)) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    /// The key behind the cursor's; a cursor of somebody else's leads nowhere.
    private static Bytes after(byte[] cursor, DeliveryKeys.Range range) {
        Bytes next = Bytes.wrap(Arrays.copyOf(cursor, cursor.length + 1));
        if (next.compareTo(range.first()) < 0 || next.compareTo(range.last()) > 0) {
            throw Page.wrong("cursor: must be `next` of an earlier page of the same recipient");
        }
        return next;
    }
}
