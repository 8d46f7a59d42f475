package dev.fanfare.track.aging;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Things in the order of their time, under a tag of their own in a store that holds other things too.
public final class TimeOrder {

    private static final byte[] NOTHING = {};
    private static final int HEAD = 1 + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final char tag;
    /// Nothing stands before it: to read over what was deleted is slow.
    private Bytes first;

    /// One thing and its time.
    public record Entry(Instant at, byte[] what) {}

    public TimeOrder(KeyValueStore<Bytes, byte[]> store, char tag) {
        this.store = store;
        this.tag = tag;
        this.first = key(0, NOTHING);
    }

    /// Times are kept to the millisecond.
    public void add(Instant at, byte[] what) {
        Bytes key = key(at.toEpochMilli(), what);
        store.put(key, NOTHING);
        if (key.compareTo(first) < 0) {
            first = key;
        }
    }

    public void remove(Instant at, byte[] what) {
        store.delete(key(at.toEpochMilli(), what));
    }

    /// The earliest time.
    public Optional<Instant> first() {
        return upTo(Instant.ofEpochMilli(Long.MAX_VALUE - 1), 1).stream()
                .findFirst()
                .map(Entry::at);
    }

    /// The earliest `most` things whose time is `end` or before; they stay until they are removed.
    public List<Entry> upTo(Instant end, int most) {
        Bytes behind = key(end.toEpochMilli() + 1, NOTHING);
        List<Entry> found = new ArrayList<>();
        if (first.compareTo(behind) > 0) {
            return found;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(first, behind)) {
            while (entries.hasNext() && found.size() < most) {
                Bytes key = entries.next().key;
                if (found.isEmpty()) {
                    first = key;
                }
                found.add(entry(key.get()));
            }
        }
        return found;
    }

    private static Entry entry(byte[] key) {
        long at = ByteBuffer.wrap(key).getLong(1);
        return new Entry(Instant.ofEpochMilli(at), Arrays.copyOfRange(key, HEAD, key.length));
    }

    private Bytes key(long millis, byte[] what) {
        return Bytes.wrap(ByteBuffer.allocate(HEAD + what.length)
                .put((byte) tag)
                .putLong(millis)
                .put(what)
                .array());
    }
}
