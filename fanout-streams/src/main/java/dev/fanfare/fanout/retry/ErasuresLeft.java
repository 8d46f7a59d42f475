package dev.fanfare.fanout.retry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Whose retries were too many to be cancelled at once, under keys of their own in the store of the retries.
final class ErasuresLeft {

    private static final byte TAG = 'e';

    private final KeyValueStore<Bytes, byte[]> store;

    ErasuresLeft(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// @param at of the erasure
    record Left(String recipient, Instant at) {}

    void add(String recipient, Instant at) {
        store.put(
                key(recipient),
                ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array());
    }

    void remove(String recipient) {
        store.delete(key(recipient));
    }

    Optional<Left> first() {
        try (KeyValueIterator<Bytes, byte[]> left = store.range(key(""), Bytes.wrap(new byte[] {TAG + 1}))) {
            if (!left.hasNext()) {
                return Optional.empty();
            }
            var entry = left.next();
            byte[] key = entry.key.get();
            String recipient = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
            return Optional.of(new Left(
                    recipient, Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong())));
        }
    }

    private static Bytes key(String recipient) {
        byte[] name = recipient.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(TAG).put(name).array());
    }
}
