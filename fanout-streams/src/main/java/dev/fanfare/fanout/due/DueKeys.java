package dev.fanfare.fanout.due;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// How a queue's keys are made: by time and owner what waits, by owner its time, where the queue has groups by group
/// and owner nothing, and one that says where the queue begins. Only what stands by its time is ever put or deleted:
/// [WaitingStore] lets the rest follow from that key. Queues with different letters share a store.
///
/// - `t`, milliseconds since 1970 (8), owner; where the queue has groups a zero byte, group, and the group's bytes (2):
///   what waits.
/// - `o`, owner: milliseconds since 1970 (8), group.
/// - `i`, group, line feed, owner: nothing.
/// - `f`: the first of the first kind.
public enum DueKeys {
    /// What waits; a group is an event.
    WAITING('t', 'o', 'f', 'i'),
    /// What is remembered of things that left, until it may be forgotten.
    LEFT('u', 'p', 'g'),
    /// What waits, by how urgent it is.
    URGENT('v', '1', 'V'),
    HIGH('w', '2', 'W'),
    NORMAL('x', '3', 'X'),
    LOW('y', '4', 'Y'),
    /// What people were told that must not be told again so soon, until it may be forgotten.
    TOLD('A', 'C', 'E');

    static final byte[] NOTHING = {};

    private static final char NONE = 0;
    private static final char BETWEEN = '\n';
    private static final int HEAD = 1 + Long.BYTES;

    private final byte time;
    private final byte owner;
    private final byte group;
    private final Bytes begin;

    DueKeys(char time, char owner, char begin) {
        this(time, owner, begin, NONE);
    }

    DueKeys(char time, char owner, char begin, char group) {
        this.time = (byte) time;
        this.owner = (byte) owner;
        this.group = (byte) group;
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

    /// Where what stands behind this owner begins, of what falls due at the same time.
    Bytes behind(long millis, String name) {
        return byTime(millis, name + (group == NONE ? '\0' : '\1'));
    }

    private Bytes byTime(long millis, String text) {
        return Bytes.wrap(byTime(millis, bytes(text), 0).array());
    }

    private ByteBuffer byTime(long millis, byte[] name, int more) {
        return ByteBuffer.allocate(HEAD + name.length + more)
                .put(time)
                .putLong(millis)
                .put(name);
    }

    /// @param group empty where the queue has none
    Bytes byTime(long millis, String name, byte[] group) {
        byte[] owner = bytes(name);
        return Bytes.wrap(
                this.group == NONE
                        ? byTime(millis, owner, 0).array()
                        : byTime(millis, owner, 1 + group.length + Short.BYTES)
                                .put((byte) 0)
                                .put(group)
                                .putShort((short) group.length)
                                .array());
    }

    /// @param entry what stands by owner
    Bytes byTime(String name, byte[] entry) {
        return byTime(ByteBuffer.wrap(entry).getLong(), name, Arrays.copyOfRange(entry, Long.BYTES, entry.length));
    }

    Bytes byOwner(String name) {
        return byOwner(bytes(name));
    }

    private Bytes byOwner(byte[] name) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(owner).put(name).array());
    }

    private Bytes byGroup(byte[] name, byte[] group) {
        return Bytes.wrap(ByteBuffer.allocate(1 + group.length + 1 + name.length)
                .put(this.group)
                .put(group)
                .put((byte) BETWEEN)
                .put(name)
                .array());
    }

    /// Whether a key is of this queue, and by time.
    boolean isByTime(byte[] key) {
        return key.length >= HEAD && key[0] == time;
    }

    /// Everything that follows from what is put, or deleted, under a key by time.
    ///
    /// @param value null for a deletion
    void entries(Bytes byTime, byte @Nullable [] value, List<KeyValue<Bytes, byte[]>> to) {
        byte[] key = byTime.get();
        byte[] name = name(key);
        byte[] group = group(key);
        to.add(KeyValue.pair(byTime, value));
        to.add(KeyValue.pair(
                byOwner(name),
                value == null
                        ? null
                        : ByteBuffer.allocate(Long.BYTES + group.length)
                                .put(key, 1, Long.BYTES)
                                .put(group)
                                .array()));
        if (group.length > 0) {
            to.add(KeyValue.pair(byGroup(name, group), value == null ? null : NOTHING));
        }
    }

    Instant due(Bytes byTime) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(byTime.get(), 1, Long.BYTES).getLong());
    }

    String ownerAt(Bytes byTime) {
        return new String(name(byTime.get()), StandardCharsets.UTF_8);
    }

    private byte[] name(byte[] byTime) {
        int behind = group == NONE ? 0 : 1 + groupLength(byTime) + Short.BYTES;
        return Arrays.copyOfRange(byTime, HEAD, byTime.length - behind);
    }

    private byte[] group(byte[] byTime) {
        int end = byTime.length - Short.BYTES;
        return group == NONE ? NOTHING : Arrays.copyOfRange(byTime, end - groupLength(byTime), end);
    }

    /// @throws IllegalStateException where the key has no group behind its owner, as those of older builds
    private static int groupLength(byte[] byTime) {
        int end = byTime.length - Short.BYTES;
        int length = end < HEAD
                ? 0
                : Short.toUnsignedInt(ByteBuffer.wrap(byTime, end, Short.BYTES).getShort());
        int between = end - length - 1;
        if (between < HEAD || byTime[between] != 0) {
            throw new IllegalStateException("What waits was stored by a build from before the first release, whose keys"
                    + " this one cannot read: its data directory and topics cannot be taken on"
                    + " (docs/production.md, Restarting, upgrading)");
        }
        return length;
    }

    static String nameAt(Bytes byOwner) {
        byte[] key = byOwner.get();
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
