package dev.fanfare.fanout.digest;

import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/// How digests stand in the store of what waits, beside its other kinds of keys.
///
/// - `H`, hash of recipient, type, key and whether it disturbs (16): the id of the digest that takes what comes now.
/// - `K`, digest id: its [dev.fanfare.schemas.DigestHead].
/// - `N`, digest id, number (4): its entries, in the order in which they came.
/// - `Q`, digest id: its words.
final class DigestKeys {

    private static final int HASH = 16;

    private DigestKeys() {}

    static Bytes open(String recipient, String type, String by, boolean disturbs) {
        byte[] named = (recipient + '\n' + type + '\n' + disturbs + '\n' + by).getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + HASH)
                .put((byte) 'H')
                .put(Sha256.of(named), 0, HASH)
                .array());
    }

    static Bytes head(String id) {
        return key('K', id);
    }

    static Bytes words(String id) {
        return key('Q', id);
    }

    static Bytes entry(String id, int number) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length + Integer.BYTES)
                .put((byte) 'N')
                .put(name)
                .putInt(number)
                .array());
    }

    static int numberAt(Bytes entry) {
        return ByteBuffer.wrap(entry.get()).getInt(entry.get().length - Integer.BYTES);
    }

    private static Bytes key(char kind, String id) {
        return Bytes.wrap((kind + id).getBytes(StandardCharsets.UTF_8));
    }
}
