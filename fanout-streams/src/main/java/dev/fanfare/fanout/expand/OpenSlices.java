package dev.fanfare.fanout.expand;

import dev.fanfare.schemas.SliceCursor;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The slices that a partition has begun and not ended, each with its cursor, as they stand in the store.
///
/// Slice and cursor are two entries, so that a chunk rewrites a few bytes and not the words.
final class OpenSlices {

    static final String STORE = "open-slices";

    private static final StoreCodec<SliceCursor> CURSORS = StoreCodec.of(SliceCursor.class);
    private static final char SLICE = 's';
    private static final char CURSOR = 'c';

    private final KeyValueStore<Bytes, byte[]> store;

    OpenSlices(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// Opens a slice; its record as it came.
    void open(String key, byte[] slice) {
        store.put(key(SLICE, key), slice);
    }

    /// The record of an open slice.
    byte[] slice(String key) {
        byte[] slice = store.get(key(SLICE, key));
        if (slice == null) {
            throw new IllegalStateException("no open slice of " + key);
        }
        return slice;
    }

    SliceCursor cursor(String key) {
        byte[] cursor = store.get(key(CURSOR, key));
        return cursor == null ? new SliceCursor("", 0L) : CURSORS.decode(cursor);
    }

    void move(String key, SliceCursor cursor) {
        store.put(key(CURSOR, key), CURSORS.encode(cursor));
    }

    void close(String key) {
        store.delete(key(SLICE, key));
        store.delete(key(CURSOR, key));
    }

    /// The records of all open slices, for a start after a stop.
    List<byte[]> all() {
        List<byte[]> slices = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> open = store.range(key(SLICE, ""), key((char) (SLICE + 1), ""))) {
            open.forEachRemaining(entry -> slices.add(entry.value));
        }
        return slices;
    }

    private static Bytes key(char kind, String key) {
        return Bytes.wrap((kind + key).getBytes(StandardCharsets.UTF_8));
    }
}
