package dev.fanfare.channels.engine;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What is finished above a committed offset, as the text that Kafka keeps beside it: a version byte and raw bits, in
/// base64.
///
/// Whatever cannot be read means that nothing is finished above: some sends are then repeated, and none is lost.
final class CommitMetadata {

    /// Offsets that fit into the broker's 4,096 characters (`offset.metadata.max.bytes`), with some to spare.
    static final int OFFSETS = 24_000;

    private static final byte VERSION = 1;
    private static final int MOST_BYTES = 1 + OFFSETS / Byte.SIZE;

    private CommitMetadata() {}

    /// Empty where nothing is finished above; bits from [#OFFSETS] on are left out.
    static String encode(BitSet above) {
        byte[] bits = above.get(0, OFFSETS).toByteArray();
        if (bits.length == 0) {
            return "";
        }
        byte[] bytes = new byte[1 + bits.length];
        bytes[0] = VERSION;
        System.arraycopy(bits, 0, bytes, 1, bits.length);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static BitSet decode(@Nullable String metadata) {
        if (metadata == null || metadata.isEmpty()) {
            return new BitSet();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(metadata);
            return bytes.length > 1 && bytes.length <= MOST_BYTES && bytes[0] == VERSION
                    ? BitSet.valueOf(Arrays.copyOfRange(bytes, 1, bytes.length))
                    : new BitSet();
        } catch (IllegalArgumentException notOurs) {
            return new BitSet();
        }
    }
}
