package dev.fanfare.track.deliveries;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// How far the deliveries of a person who was erased have lost the name; it stands in their store under `z` and the id.
///
/// Deliveries stand newest first, so those of events that were accepted after the erasure are passed over.
///
/// @param last the key of the last delivery that was looked at; null before the first
record ErasureWork(String recipient, Instant at, @Nullable Bytes last) {

    private static final byte TAG = 'z';

    static Optional<ErasureWork> first(KeyValueStore<Bytes, byte[]> store) {
        try (KeyValueIterator<Bytes, byte[]> left =
                store.range(Bytes.wrap(new byte[] {TAG}), Bytes.wrap(new byte[] {TAG + 1}))) {
            return left.hasNext() ? Optional.of(read(left.next())) : Optional.empty();
        }
    }

    Bytes key() {
        byte[] name = recipient.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(TAG).put(name).array());
    }

    byte[] value() {
        byte[] key = last == null ? new byte[0] : last.get();
        return ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(at.toEpochMilli())
                .put(key)
                .array();
    }

    ErasureWork behind(Bytes last) {
        return new ErasureWork(recipient, at, last);
    }

    /// The first key to look at.
    Bytes from() {
        return last == null
                ? DeliveryKeys.acceptedBefore(DeliveryKeys.hash(recipient), at.toEpochMilli())
                : Bytes.wrap(Arrays.copyOf(last.get(), last.get().length + 1));
    }

    /// The last one.
    Bytes to() {
        return DeliveryKeys.recipient(DeliveryKeys.hash(recipient)).last();
    }

    private static ErasureWork read(KeyValue<Bytes, byte[]> entry) {
        byte[] key = entry.key.get();
        byte[] last = Arrays.copyOfRange(entry.value, Long.BYTES, entry.value.length);
        return new ErasureWork(
                new String(key, 1, key.length - 1, StandardCharsets.UTF_8),
                Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong()),
                last.length == 0 ? null : Bytes.wrap(last));
    }
}
