package dev.fanfare.fanout.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/// How the keys of the people store are made: one letter for the kind, then names with a zero byte between them.
///
/// Ids hold no zero byte, so that UTF-8 bytes in unsigned order are both the store's and the walk's order.
final class StoreKeys {

    private static final byte PROFILE = 'p';
    private static final byte MEMBER = 'm';
    private static final byte GIVEN = 'g';
    private static final byte SIZE = 's';
    private static final byte SUPPRESSED = 'x';
    private static final byte UNSUBSCRIBED = 'u';

    private StoreKeys() {}

    static Bytes profile(String recipient) {
        return key(PROFILE, recipient);
    }

    static Bytes member(String audience, String recipient) {
        return key(MEMBER, audience + "\0" + recipient);
    }

    static Bytes given(String recipient, String audience) {
        return key(GIVEN, recipient + "\0" + audience);
    }

    static Bytes size(String audience) {
        return key(SIZE, audience);
    }

    /// Of somebody with an address that is told nothing more.
    static Bytes suppressed(String recipient) {
        return key(SUPPRESSED, recipient);
    }

    /// Of an unsubscription, by the key that it has on its topic.
    static Bytes unsubscribed(String recipient, String key) {
        return key(UNSUBSCRIBED, recipient + "\0" + key);
    }

    /// What follows the first `prefix` bytes.
    static String rest(Bytes key, int prefix) {
        return new String(key.get(), prefix, key.get().length - prefix, StandardCharsets.UTF_8);
    }

    /// The first key behind this one.
    static Bytes after(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
    }

    /// The first key behind all that begin with this one.
    static Bytes afterAll(Bytes prefix) {
        byte[] end = prefix.get().clone();
        end[end.length - 1]++;
        return Bytes.wrap(end);
    }

    private static Bytes key(byte kind, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + bytes.length).put(kind).put(bytes).array());
    }
}
