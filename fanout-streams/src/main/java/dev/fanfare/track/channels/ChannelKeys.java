package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/// Where a channel's sums stand in a store that holds other things too.
///
/// - `b`, beginning (8): a [Slot], of all channels.
/// - `g`: how many deliveries are DEFERRED now, of all channels.
/// - `w`, beginning (8), channel (1), number (1): a [Cause] of the failures of ten minutes.
final class ChannelKeys {

    static final Duration DAY = Duration.ofDays(1);
    /// Times are in milliseconds since 1970, as everywhere here.
    static final long SLOT = Duration.ofSeconds(10).toMillis();
    static final long MINUTE = Duration.ofMinutes(1).toMillis();
    static final long CAUSES = Duration.ofMinutes(10).toMillis();

    static final Bytes DEFERRED = Bytes.wrap(new byte[] {'g'});

    private ChannelKeys() {}

    static Bytes slot(long begin) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 'b')
                .putLong(begin)
                .array());
    }

    static Bytes causes(long begin) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 'w')
                .putLong(begin)
                .array());
    }

    static Bytes cause(long begin, Channel channel, int number) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + 2)
                .put((byte) 'w')
                .putLong(begin)
                .put((byte) channel.ordinal())
                .put((byte) number)
                .array());
    }

    /// The beginning that a slot's or cause's key names.
    static long begin(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(1);
    }

    static Channel channel(Bytes cause) {
        return Channel.values()[cause.get()[1 + Long.BYTES]];
    }

    static long floor(Instant time, long unit) {
        return Math.floorDiv(time.toEpochMilli(), unit) * unit;
    }
}
