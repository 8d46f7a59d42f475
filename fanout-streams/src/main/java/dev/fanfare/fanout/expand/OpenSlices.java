package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.Turns.Turn;
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

    boolean holds(String key) {
        return store.get(key(CURSOR, key)) != null;
    }

    /// The record of an open slice.
    byte[] slice(String key) {
        byte[] slice = store.get(key(SLICE, key));
        if (slice == null) {
            throw new IllegalStateException("no open slice of " + key);
        }
        return slice;
    }

    /// Where a slice's walk begins, with what its rank follows from.
    static SliceCursor begin(Turn turn) {
        return new SliceCursor("", 0L, turn.priority(), turn.source());
    }

    /// Where the walk of an open slice stands.
    SliceCursor cursor(String key) {
        byte[] cursor = store.get(key(CURSOR, key));
        if (cursor == null) {
            throw new IllegalStateException("no open slice of " + key);
        }
        return CURSORS.decode(cursor);
    }

    /// Whose turn an open slice's next one is, as it was admitted.
    Turn turn(String key) {
        SliceCursor cursor = cursor(key);
        return new Turn(key, cursor.getPriority(), cursor.getSource());
    }

    void move(String key, SliceCursor cursor) {
        store.put(key(CURSOR, key), CURSORS.encode(cursor));
    }

    void close(String key) {
        store.delete(key(SLICE, key));
        store.delete(key(CURSOR, key));
    }

    /// All open slices, for a start after a stop; their records stay where they are.
    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> open = store.range(key(CURSOR, ""), key((char) (CURSOR + 1), ""))) {
            open.forEachRemaining(entry -> {
                SliceCursor cursor = CURSORS.decode(entry.value);
                String key = new String(entry.key.get(), 1, entry.key.get().length - 1, StandardCharsets.UTF_8);
                turns.add(new Turn(key, cursor.getPriority(), cursor.getSource()));
            });
        }
        return turns;
    }

    private static Bytes key(char kind, String key) {
        return Bytes.wrap((kind + key).getBytes(StandardCharsets.UTF_8));
    }
}
