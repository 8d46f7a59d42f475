package dev.fanfare.track.channels;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why attempts failed: what is theirs alone (addresses, numbers, paths of URLs) is left out, so that many have the
/// same cause, and nothing of a person or a secret stays.
///
/// @param error without line ends, at most 160 characters; empty where nothing was said
record Cause(String category, String error) {

    /// Beyond so many of a channel in ten minutes and a partition, they are counted together.
    static final int MOST = 8;

    static final Cause OTHERS = new Cause("others", "");

    private static final int LONGEST = 160;
    private static final int LOOKED_AT = 500;
    private static final Pattern URL = Pattern.compile("(?<scheme>https?)://(?:[^\\s/@]*@)?(?<host>[^\\s/?#]*)\\S*");
    /// From a word's beginning only, so that no text takes longer than its length.
    private static final Pattern ADDRESS = Pattern.compile("(?<![^\\s<>\"'(),;:])[^\\s<>\"'(),;:@]+@[^\\s<>\"'(),;:]+");

    private static final Pattern ID =
            Pattern.compile("\\+?\\d{5,}+|(?<![\\w=+-])(?=[A-Za-z_=+-]{0,100}\\d)[\\w=+-]{20,}+");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

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

    static Cause of(String category, @Nullable String error) {
        return new Cause(cleaned(category), error == null ? "" : cleaned(error));
    }

    private static String cleaned(String text) {
        String first = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        String line = BREAKS.matcher(first).replaceAll(" ").strip();
        String hosts = URL.matcher(line).replaceAll("${scheme}://${host}/…");
        String same = ID.matcher(ADDRESS.matcher(hosts).replaceAll("…@…")).replaceAll("…");
        return same.length() > LONGEST ? same.substring(0, LONGEST - 1) + "…" : same;
    }
}
