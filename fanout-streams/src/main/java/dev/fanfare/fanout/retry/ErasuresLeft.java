package dev.fanfare.fanout.retry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Whose retries were too many to be looked at at once, under keys of their own in the store of the retries.
///
/// That store's kinds of keys, by first letter; a new kind takes one that no kind has, and none beside one of these,
/// since a range ends with the next letter:
///
/// - `t`, `o`, `f` and `u`, `p`, `g`: what waits, and what is remembered of what left
/// ([dev.fanfare.fanout.due.DueKeys]).
/// - `a`: deliveries that wait for another one's end ([AwaitedDeliveries]).
/// - `A`, `C`, `E`: what people were told ([dev.fanfare.fanout.limits.ToldBefore]).
/// - `H`, `K`, `N`, `Q`: digests ([dev.fanfare.fanout.digest.Digests]).
/// - `i`, `w`: the retries by event, and the walks over them.
/// - `j`, replay: this partition's part in a replay ([dev.fanfare.streams.replay.ReplayParts]).
/// - `c`, recipient: an erasure under way; its time (8), and the id that was looked at last.
final class ErasuresLeft {

    private static final byte TAG = 'c';

    private final KeyValueStore<Bytes, byte[]> store;

    ErasuresLeft(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// @param at of the erasure
    /// @param last the retry that was looked at last; empty before the first
    record Left(String recipient, Instant at, String last) {}

    void put(Left left) {
        byte[] last = left.last().getBytes(StandardCharsets.UTF_8);
        store.put(
                key(left.recipient()),
                ByteBuffer.allocate(Long.BYTES + last.length)
                        .putLong(left.at().toEpochMilli())
                        .put(last)
                        .array());
    }

    void remove(String recipient) {
        Bytes key = key(recipient);
        if (store.get(key) != null) {
            store.delete(key);
        }
    }

    Optional<Left> first() {
        try (KeyValueIterator<Bytes, byte[]> left = store.range(key(""), Bytes.wrap(new byte[] {TAG + 1}))) {
            return left.hasNext()
                    ? Optional.of(left.next()).filter(ErasuresLeft::isOurs).map(ErasuresLeft::read)
                    : Optional.empty();
        }
    }

    private static boolean isOurs(KeyValue<Bytes, byte[]> entry) {
        byte[] key = entry.key.get();
        return key.length > 1 && key[0] == TAG;
    }

    private static Left read(KeyValue<Bytes, byte[]> entry) {
        return new Left(
                text(entry.key.get(), 1),
                Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong()),
                text(entry.value, Long.BYTES));
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    private static Bytes key(String recipient) {
        byte[] name = recipient.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(TAG).put(name).array());
    }
}
