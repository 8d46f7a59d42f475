package dev.fanfare.fanout.due;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// How a queue's keys are made: by time and owner what waits, by owner its time, and one that says where the queue
/// begins. Two queues with different letters
/// share a store.
public enum DueKeys {
    /// What waits.
    WAITING('t', 'o', 'f'),
    /// What is remembered of things that left, until it may be forgotten.
    LEFT('u', 'p', 'g'),
    /// What waits, by how urgent it is.
    URGENT('v', '1', 'V'),
    HIGH('w', '2', 'W'),
    NORMAL('x', '3', 'X'),
    LOW('y', '4', 'Y'),
    /// What people were told that must not be told again so soon, until it may be forgotten.
    TOLD('A', 'C', 'E');

    private final byte time;
    private final byte owner;
    private final Bytes begin;

    DueKeys(char time, char owner, char begin) {
        this.time = (byte) time;
        this.owner = (byte) owner;
        this.begin = Bytes.wrap(new byte[] {(byte) begin});
    }

    /// Nothing of the queue stands before it: what left lies there for a while as so many tombstones.
    Bytes begin(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        byte[] kept = store.get(begin);
        return kept == null ? from(0) : Bytes.wrap(kept);
    }

    void keepBegin(KeyValueStore<Bytes, byte[]> store, Bytes first) {
        store.put(begin, first.get());
    }

    /// Where what falls due at `millis` since 1970 begins.
    Bytes from(long millis) {
        return byTime(millis, "");
    }

    Bytes byTime(long millis, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + bytes.length)
                .put(time)
                .putLong(millis)
                .put(bytes)
                .array());
    }

    Bytes byOwner(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + bytes.length).put(owner).put(bytes).array());
    }

    static Instant due(Bytes byTime) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(byTime.get(), 1, Long.BYTES).getLong());
    }

    static String ownerAt(Bytes byTime) {
        byte[] key = byTime.get();
        return new String(key, 1 + Long.BYTES, key.length - 1 - Long.BYTES, StandardCharsets.UTF_8);
    }

    static String nameAt(Bytes byOwner) {
        byte[] key = byOwner.get();
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }
}
