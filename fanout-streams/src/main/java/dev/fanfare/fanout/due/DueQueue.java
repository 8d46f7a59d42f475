package dev.fanfare.fanout.due;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Everything that waits, in the order in which it falls due.
///
/// Each waiting thing has one owner key; setting it again replaces it, so a repeat after a crash makes no second timer.
/// Two entries in the store: by time and owner, what waits; by owner, its time.
public final class DueQueue {

    private static final byte BY_TIME = 't';
    private static final byte BY_OWNER = 'o';

    private final KeyValueStore<Bytes, byte[]> store;

    public DueQueue(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// Lets `what` wait until `due` (to the millisecond), instead of whatever waited for this owner.
    public void set(String owner, Instant due, byte[] what) {
        remove(owner);
        store.put(byTime(due.toEpochMilli(), owner), what);
        store.put(
                byOwner(owner),
                ByteBuffer.allocate(Long.BYTES).putLong(due.toEpochMilli()).array());
    }

    /// What waits for this owner, or null.
    public byte @Nullable [] get(String owner) {
        byte[] due = store.get(byOwner(owner));
        return due == null ? null : store.get(byTime(ByteBuffer.wrap(due).getLong(), owner));
    }

    /// Whatever waits for this owner waits no more.
    public void remove(String owner) {
        byte[] due = store.delete(byOwner(owner));
        if (due != null) {
            store.delete(byTime(ByteBuffer.wrap(due).getLong(), owner));
        }
    }

    /// Hands over what is due, the longest due first, at most `most` of it; each is gone from the queue before it is
    /// handed over.
    ///
    /// @return how many were handed over
    public int release(Instant now, int most, BiConsumer<String, byte[]> taker) {
        List<KeyValue<Bytes, byte[]>> due = new ArrayList<>();
        Bytes from = key(BY_TIME, 0, "");
        Bytes until = key(BY_TIME, now.toEpochMilli() + 1, "");
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, until)) {
            while (waiting.hasNext() && due.size() < most) {
                due.add(waiting.next());
            }
        }
        for (KeyValue<Bytes, byte[]> entry : due) {
            String owner = owner(entry.key);
            remove(owner);
            taker.accept(owner, entry.value);
        }
        return due.size();
    }

    /// Whether nothing waits.
    public boolean isEmpty() {
        try (KeyValueIterator<Bytes, byte[]> waiting =
                store.range(key(BY_TIME, 0, ""), key(BY_TIME, Long.MAX_VALUE, ""))) {
            return !waiting.hasNext();
        }
    }

    private static Bytes byTime(long millis, String owner) {
        return key(BY_TIME, millis, owner);
    }

    private static Bytes key(byte kind, long millis, String owner) {
        byte[] name = owner.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + name.length)
                .put(kind)
                .putLong(millis)
                .put(name)
                .array());
    }

    private static Bytes byOwner(String owner) {
        byte[] name = owner.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(BY_OWNER).put(name).array());
    }

    private static String owner(Bytes byTime) {
        byte[] key = byTime.get();
        return new String(key, 1 + Long.BYTES, key.length - 1 - Long.BYTES, StandardCharsets.UTF_8);
    }
}
