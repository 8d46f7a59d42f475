package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks one event's deliveries: partition by partition, chunk by chunk.
///
/// @param partition where to begin
/// @param chunk the offset of the chunk to begin with
/// @param entry which of its deliveries, from 0
record ByEvent(int partition, long chunk, int entry) {

    /// Most of a broadcast's deliveries have no record to show; so many are looked at for one page.
    static final int MOST = 5_000;

    private static final int CURSOR = Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final ByEvent BEGIN = new ByEvent(0, 0, 0);

    static ByEvent from(@Nullable String cursor) {
        if (cursor == null) {
            return BEGIN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Page.after(cursor, CURSOR));
        return new ByEvent(bytes.getInt(), Math.max(0, bytes.getLong()), Math.max(0, bytes.getInt()));
    }

    String cursor() {
        return Cursor.of(ByteBuffer.allocate(CURSOR)
                .putInt(partition)
                .putLong(chunk)
                .putInt(entry)
                .array());
    }

    /// The beginning of the next partition.
    ByEvent nextPartition() {
        return new ByEvent(partition + 1, 0, 0);
    }

    /// What a page holds so far.
    static final class Gathered {

        private final List<DeliveryView> items = new ArrayList<>();
        private final int limit;
        private int looked;

        Gathered(int limit) {
            this.limit = limit;
        }

        List<DeliveryView> items() {
            return items;
        }

        private boolean isFull() {
            return items.size() == limit || looked == MOST;
        }
    }

    /// Adds what this partition has from here on, until the page is full; says where to go on, or null at the
    /// partition's end.
    @Nullable
    ByEvent walk(ReadOnlyKeyValueStore<Bytes, byte[]> store, String event, Gathered page) {
        Bytes last = DeliveryKeys.chunk(event, Long.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> chunks = store.range(DeliveryKeys.chunk(event, chunk), last)) {
            while (chunks.hasNext()) {
                KeyValue<Bytes, byte[]> found = chunks.next();
                long offset = DeliveryKeys.offsetAt(found.key);
                int from = offset == chunk ? entry : 0;
                ChunkDeliveries deliveries = DeliveryStore.CHUNK.decode(found.value);
                int count = deliveries.getIds().remaining() / DeliveryKeys.ID;
                for (int n = from; n < count; n++) {
                    if (page.isFull()) {
                        return new ByEvent(partition, offset, n);
                    }
                    page.looked++;
                    add(store, deliveries, n, page.items);
                }
            }
        }
        return null;
    }

    private static void add(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, ChunkDeliveries chunk, int n, List<DeliveryView> items) {
        byte[] id = new byte[DeliveryKeys.ID];
        chunk.getIds().get(n * DeliveryKeys.ID, id);
        Bytes key = DeliveryKeys.delivery(id, chunk.getAcceptedAt().toEpochMilli());
        byte[] found = store.get(key);
        if (found != null && !Brief.is(found)) {
            DeliveryStatus status = DeliveryStore.STATUS.decode(found);
            items.add(DeliveryView.of(key, status));
        }
    }
}
