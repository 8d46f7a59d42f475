package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Prepares a record for `events.dlt`: as it came, the reason and its place in headers, and never larger than Kafka
/// takes.
///
/// What came in compressed may be far larger than the broker's limit on what goes out; cut, it is at least told of.
public final class Bury {

    /// Bytes of a value that are kept.
    public static final int VALUE_MOST = 768 * 1024;

    private static final int HEADERS_MOST = 64 * 1024;
    private static final int KEY_MOST = 1_024;
    private static final int WHY_MOST = 1_000;

    private Bury() {}

    /// The value, cut where it is too large; nothing for none.
    public static byte[] value(byte @Nullable [] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        return bytes.length > VALUE_MOST ? Arrays.copyOf(bytes, VALUE_MOST) : bytes;
    }

    /// The key, or null where it is too large.
    public static @Nullable String key(@Nullable String key) {
        return key == null || key.length() > KEY_MOST ? null : key;
    }

    /// The key, or null where it is too large.
    public static byte @Nullable [] key(byte @Nullable [] key) {
        return key == null || key.length > KEY_MOST ? null : key;
    }

    /// Says in the record's headers why it is here, where it stood, and how long it was if it was cut.
    ///
    /// @param origin `topic-partition@offset`
    public static void explain(Headers headers, Reason reason, String why, String origin, byte @Nullable [] value) {
        if (size(headers) > HEADERS_MOST) {
            for (Header header : headers.toArray()) {
                headers.remove(header.key());
            }
        }
        String words = Names.of(reason) + ": " + why;
        RecordHeaders.put(
                headers, RecordHeaders.REASON, words.length() > WHY_MOST ? words.substring(0, WHY_MOST) : words);
        RecordHeaders.put(headers, RecordHeaders.ORIGIN, origin);
        if (value != null && value.length > VALUE_MOST) {
            RecordHeaders.put(headers, RecordHeaders.LENGTH, String.valueOf(value.length));
        }
    }

    private static int size(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length
                    + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
