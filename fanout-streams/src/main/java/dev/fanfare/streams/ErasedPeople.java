package dev.fanfare.streams;

import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who was erased, and when, in a store that holds other things too: what was accepted for them before is told to
/// nobody, also where somebody stands under the same id again.
///
/// Known by a hash of the id, for a year and a day: as long as anything may wait. Then a later erasure takes it away.
///
/// - `x`, hash (16): the time of the last erasure.
/// - `x`: the time of the last erasure of anybody, so that one look tells almost always that there is nothing to look
///   for.
/// - `y`, time (8), hash (16): the order in which they are forgotten.
public final class ErasedPeople {

    private static final Duration REMEMBERED = Retention.ERASURES;
    private static final int FORGOTTEN_AT_ONCE = 10;
    private static final int HASH = 16;
    private static final byte MARK = 'x';
    private static final byte ORDER = 'y';
    private static final Bytes LATEST = Bytes.wrap(new byte[] {MARK});

    private final KeyValueStore<Bytes, byte[]> store;

    public ErasedPeople(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// What was accepted before `at` is void from now on.
    public void erase(String recipient, Instant at) {
        forgetBefore(at.minus(REMEMBERED));
        byte[] hash = hash(recipient);
        Bytes mark = mark(hash);
        byte[] before = store.get(mark);
        if (before != null) {
            store.delete(order(ByteBuffer.wrap(before).getLong(), hash));
        }
        long time = Math.max(at.toEpochMilli(), millis(before));
        store.put(mark, bytes(time));
        store.put(order(time, hash), new byte[0]);
        store.put(LATEST, bytes(Math.max(time, millis(store.get(LATEST)))));
    }

    /// Whether anybody was erased after this.
    public boolean anyAfter(Instant acceptedAt) {
        return acceptedAt.toEpochMilli() < millis(store.get(LATEST));
    }

    /// Whether this person was erased after this was accepted.
    public boolean isErased(String recipient, Instant acceptedAt) {
        return anyAfter(acceptedAt) && acceptedAt.toEpochMilli() < millis(store.get(mark(hash(recipient))));
    }

    private void forgetBefore(Instant time) {
        List<Bytes> old = new ArrayList<>();
        byte[] none = new byte[0];
        try (KeyValueIterator<Bytes, byte[]> order =
                store.range(order(0, none), order(Math.max(0, time.toEpochMilli()), none))) {
            while (order.hasNext() && old.size() < FORGOTTEN_AT_ONCE) {
                old.add(order.next().key);
            }
        }
        for (Bytes key : old) {
            store.delete(mark(Arrays.copyOfRange(key.get(), 1 + Long.BYTES, key.get().length)));
            store.delete(key);
        }
    }

    private static long millis(byte @Nullable [] time) {
        return time == null ? Long.MIN_VALUE : ByteBuffer.wrap(time).getLong();
    }

    private static byte[] bytes(long time) {
        return ByteBuffer.allocate(Long.BYTES).putLong(time).array();
    }

    private static byte[] hash(String recipient) {
        return Arrays.copyOf(Sha256.of(recipient.getBytes(StandardCharsets.UTF_8)), HASH);
    }

    private static Bytes mark(byte[] hash) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + hash.length).put(MARK).put(hash).array());
    }

    private static Bytes order(long time, byte[] hash) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + hash.length)
                .put(ORDER)
                .putLong(time)
                .put(hash)
                .array());
    }
}
