package dev.fanfare.track.events;

import dev.fanfare.schemas.EventKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/// Where things stand in the store of events.
///
/// - `s`, event key (22): an event's status.
/// - `t`, time of acceptance reversed (8), event key (22): an event in the order of time, newest first; the value is
///   empty.
final class EventKeys {

    private static final int TIME = 8;

    private EventKeys() {}

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
                .putLong(Long.MAX_VALUE - until.toEpochMilli())
                .array());
    }

    /// The event under a key by time.
    static String keyAt(Bytes byTime) {
        byte[] bytes = byTime.get();
        return new String(bytes, 1 + TIME, bytes.length - 1 - TIME, StandardCharsets.UTF_8);
    }

    /// The time of acceptance in a key by time.
    static Instant timeAt(Bytes byTime) {
        return Instant.ofEpochMilli(
                Long.MAX_VALUE - ByteBuffer.wrap(byTime.get(), 1, TIME).getLong());
    }
}
