package dev.fanfare.streams;

import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.ErasedPeople.Mark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who was erased, in a store that holds other things too.
///
/// - `x`, hash (16): the time of the last erasure.
/// - `x`: the time of the last erasure of anybody, so that one look tells almost always that there is nothing to look
///   for.
/// - `y`, time (8), hash (16): the order in which they are forgotten.
public final class ErasureMarks implements ErasedPeople.Marks {

    private static final byte MARK = 'x';
    private static final byte ORDER = 'y';
    private static final int HASH_AT = 1 + Long.BYTES;
    private static final byte[] NOTHING = new byte[0];
    private static final Bytes LATEST = Bytes.wrap(new byte[] {MARK});

    private final KeyValueStore<Bytes, byte[]> store;

    private ErasureMarks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// Those whose marks stand in this store.
    public static ErasedPeople in(KeyValueStore<Bytes, byte[]> store) {
        return new ErasedPeople(new ErasureMarks(store));
    }

    @Override
    public @Nullable Instant of(String hash) {
        return time(store.get(mark(bytes(hash))));
    }

    @Override
    public @Nullable Instant latest() {
        return time(store.get(LATEST));
    }

    @Override
    public void put(String hash, Instant at) {
        byte[] time = millis(at);
        store.put(mark(bytes(hash)), time);
        store.put(order(at, bytes(hash)), NOTHING);
        Instant latest = latest();
        if (latest == null || latest.isBefore(at)) {
            store.put(LATEST, time);
        }
    }

    @Override
    public void forget(String hash, Instant at) {
        store.delete(mark(bytes(hash)));
        store.delete(order(at, bytes(hash)));
    }

    @Override
    public List<Mark> before(Instant time, int most) {
        List<Mark> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> order = store.range(order(Instant.EPOCH, NOTHING), order(time, NOTHING))) {
            while (order.hasNext() && old.size() < most) {
                old.add(read(order.next().key.get()));
            }
        }
        return old;
    }

    private static Mark read(byte[] order) {
        String hash = HexFormat.of().formatHex(Arrays.copyOfRange(order, HASH_AT, order.length));
        return new Mark(hash, Instant.ofEpochMilli(ByteBuffer.wrap(order).getLong(1)));
    }

    private static @Nullable Instant time(byte @Nullable [] millis) {
        return millis == null
                ? null
                : Instant.ofEpochMilli(ByteBuffer.wrap(millis).getLong());
    }

    private static byte[] millis(Instant time) {
        return ByteBuffer.allocate(Long.BYTES).putLong(time.toEpochMilli()).array();
    }

    private static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }

    private static Bytes mark(byte[] hash) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + hash.length).put(MARK).put(hash).array());
    }

    /// Where there is no time before 1970, since negative numbers would stand behind the others.
    private static Bytes order(Instant time, byte[] hash) {
        return Bytes.wrap(ByteBuffer.allocate(HASH_AT + hash.length)
                .put(ORDER)
                .putLong(Math.max(0, time.toEpochMilli()))
                .put(hash)
                .array());
    }
}
