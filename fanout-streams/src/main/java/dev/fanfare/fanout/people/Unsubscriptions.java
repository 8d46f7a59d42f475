package dev.fanfare.fanout.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The unsubscriptions of one partition's people: when each was made, and what it mutes until the person chooses anew.
///
/// Topics are read in any order where the state is built anew, so that each is kept until the others have come.
record Unsubscriptions(KeyValueStore<Bytes, byte[]> store) {

    /// Of one that the person has chosen since; it is kept for its erasure.
    private static final byte[] PASSED_OVER = new byte[0];

    /// @param key on the topic of suppressions
    void keep(String recipient, String key, long at, String pattern) {
        byte[] text = pattern.getBytes(StandardCharsets.UTF_8);
        store.put(
                StoreKeys.unsubscribed(recipient, key),
                ByteBuffer.allocate(Long.BYTES + text.length)
                        .putLong(at)
                        .put(text)
                        .array());
    }

    void forget(String recipient, String key) {
        store.put(StoreKeys.unsubscribed(recipient, key), null);
    }

    /// The person chose then: what was made until then mutes nothing more.
    void chosen(String recipient, long at) {
        for (KeyValue<Bytes, byte[]> one : of(recipient)) {
            if (one.value.length > 0 && ByteBuffer.wrap(one.value).getLong() <= at) {
                store.put(one.key, PASSED_OVER);
            }
        }
    }

    /// These, and what is muted behind the person's last choice.
    List<String> with(String recipient, List<String> mutes) {
        Set<String> all = new LinkedHashSet<>(mutes);
        for (KeyValue<Bytes, byte[]> one : of(recipient)) {
            if (one.value.length > 0) {
                all.add(new String(one.value, Long.BYTES, one.value.length - Long.BYTES, StandardCharsets.UTF_8));
            }
        }
        return List.copyOf(all);
    }

    /// @return their keys on the topic of suppressions
    List<String> forgetAll(String recipient) {
        int prefix = StoreKeys.unsubscribed(recipient, "").get().length;
        List<KeyValue<Bytes, byte[]>> all = of(recipient);
        all.forEach(one -> store.put(one.key, null));
        return all.stream().map(one -> StoreKeys.rest(one.key, prefix)).toList();
    }

    private List<KeyValue<Bytes, byte[]>> of(String recipient) {
        Bytes prefix = StoreKeys.unsubscribed(recipient, "");
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> some = store.range(prefix, StoreKeys.afterAll(prefix))) {
            some.forEachRemaining(all::add);
        }
        return all;
    }
}
