package dev.fanfare.track.analytics;

import dev.fanfare.schemas.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.common.utils.Bytes;

/// Of what one sum is. In a store that holds other things too it stands under `n`, day (4), channel (1), type.
///
/// @param day in UTC
record DayKey(LocalDate day, Channel channel, String type) {

    private static final byte TAG = 'n';
    private static final int TYPE_AT = 1 + Integer.BYTES + 1;

    static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    Bytes bytes() {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(TYPE_AT + name.length)
                .put(TAG)
                .putInt(number(day))
                .put((byte) channel.ordinal())
                .put(name)
                .array());
    }

    static DayKey read(Bytes key) {
        byte[] bytes = key.get();
        return new DayKey(
                LocalDate.ofEpochDay(ByteBuffer.wrap(bytes).getInt(1)),
                Channel.values()[bytes[TYPE_AT - 1]],
                new String(bytes, TYPE_AT, bytes.length - TYPE_AT, StandardCharsets.UTF_8));
    }

    /// Before the first key of this day.
    static Bytes begin(LocalDate day) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES)
                .put(TAG)
                .putInt(number(day))
                .array());
    }

    private static int number(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay(), 0, Integer.MAX_VALUE);
    }
}
