package dev.fanfare.track.channels;

import dev.fanfare.schemas.CommonWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why attempts failed, in words that many have in common.
///
/// @param error without line ends, at most 160 characters; empty where nothing was said
public record Cause(String category, String error) {

    /// Beyond so many of a channel in ten minutes and a partition, they are counted together.
    static final int MOST = 8;

    public static final Cause OTHERS = new Cause("others", "");

    /// @param count how often
    /// @param lastAt when last
    record Count(Cause cause, long count, Instant lastAt) {

        private static final int HEAD = 2 * Long.BYTES;

        static Count decode(byte[] stored) {
            ByteBuffer bytes = ByteBuffer.wrap(stored);
            long count = bytes.getLong();
            Instant lastAt = Instant.ofEpochMilli(bytes.getLong());
            String[] text = new String(stored, HEAD, stored.length - HEAD, StandardCharsets.UTF_8).split("\n", 2);
            return new Count(new Cause(text[0], text[1]), count, lastAt);
        }

        byte[] encode() {
            byte[] text = (cause.category + "\n" + cause.error).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(HEAD + text.length)
                    .putLong(count)
                    .putLong(lastAt.toEpochMilli())
                    .put(text)
                    .array();
        }

        Count plus(long more, Instant at) {
            return new Count(cause, count + more, at.isAfter(lastAt) ? at : lastAt);
        }
    }

    public static Cause of(String category, @Nullable String error) {
        return new Cause(CommonWords.of(category), error == null ? "" : CommonWords.of(error));
    }
}
