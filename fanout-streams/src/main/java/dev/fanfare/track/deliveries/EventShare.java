package dev.fanfare.track.deliveries;

import java.nio.ByteBuffer;
import java.time.Instant;

/// One event on one partition: how many deliveries beyond the detail limit are open, which have no
/// record.
///
/// While any is open nothing of the event is dropped here, so that a delivery without a record is never taken for one
/// that was dropped, nor the other way round.
///
/// An event that was forgotten may come again under the same key: each life has its own.
///
/// @param acceptedAt when this life of the event was accepted, in milliseconds since 1970
record EventShare(long acceptedAt, long open) {

    static final EventShare NONE = new EventShare(Long.MIN_VALUE, 0);

    static EventShare decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new EventShare(bytes.getLong(), bytes.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(acceptedAt)
                .putLong(open)
                .array();
    }

    /// That of the event that was accepted then: nothing of it so far where this is another life's.
    EventShare of(Instant accepted) {
        long time = accepted.toEpochMilli();
        return time == acceptedAt ? this : new EventShare(time, 0);
    }

    /// Whether what was accepted then is of an earlier life.
    boolean isLaterThan(Instant accepted) {
        return acceptedAt > accepted.toEpochMilli();
    }

    EventShare with(long opened) {
        return new EventShare(acceptedAt, open + opened);
    }
}
