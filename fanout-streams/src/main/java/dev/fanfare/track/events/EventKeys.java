package dev.fanfare.track.events;

import dev.fanfare.schemas.EventKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/// Where things stand in the store of events.
///
/// - `s`, event key (22): an event's status.
/// - `t`, time of acceptance reversed (8), event key (22): an event in the order of time, newest first; the value is
///   empty.
/// - `k`, time of its end (8), event key (22): an event that ended well, to be dropped in that order.
/// - `f`, time of its end (8), event key (22): likewise one that failed, or with something dead.
final class EventKeys {

    private static final int TIME = 8;
    /// Bytes of a key by time without its tag.
    static final int UNTAGGED = TIME + EventKey.LENGTH;

    private EventKeys() {}

    static final char ENDED = 'k';
    static final char FAILED = 'f';

    static Bytes status(String key) {
        return Bytes.wrap(("s" + key).getBytes(StandardCharsets.UTF_8));
    }

    static Bytes byTime(Instant acceptedAt, String key) {
        return Bytes.wrap(ByteBuffer.allocate(1 + TIME + EventKey.LENGTH)
                .put((byte) 't')
                .putLong(Long.MAX_VALUE - acceptedAt.toEpochMilli())
                .put(key.getBytes(StandardCharsets.UTF_8))
                .array());
    }

    /// The first key by time of what was accepted at `until` or before.
    static Bytes from(Instant until) {
        return Bytes.wrap(ByteBuffer.allocate(1 + TIME)
                .put((byte) 't')
                .putLong(Long.MAX_VALUE - millis(until))
                .array());
    }

    /// Nothing was accepted before 1970 or in the year 10000.
    private static long millis(Instant time) {
        return Math.clamp(time.getEpochSecond(), 0, 253_402_300_800L) * 1_000 + time.getNano() / 1_000_000;
    }

    /// Behind the last key by time of what was accepted at `since` or later.
    static Bytes last(Instant since) {
        byte[] key = Arrays.copyOf(from(since).get(), 1 + UNTAGGED);
        Arrays.fill(key, 1 + TIME, key.length, (byte) 0xff);
        return Bytes.wrap(key);
    }

    /// A key by time as it stands in a cursor.
    static byte[] untagged(Bytes byTime) {
        return Arrays.copyOfRange(byTime.get(), 1, byTime.get().length);
    }

    static byte[] tagged(byte[] untagged) {
        return ByteBuffer.allocate(1 + untagged.length)
                .put((byte) 't')
                .put(untagged)
                .array();
    }

    /// The event under a key by time.
    static String keyAt(Bytes byTime) {
        byte[] bytes = byTime.get();
        return new String(bytes, 1 + TIME, bytes.length - 1 - TIME, StandardCharsets.UTF_8);
    }
}
