package dev.fanfare.track.deliveries;

import java.nio.ByteBuffer;

/// One event on one partition: how many were met, and how many deliveries beyond the detail limit are open, which have
/// no record.
///
/// While any is open nothing of the event is dropped here, so that a delivery without a record is never taken for one
/// that was dropped, nor the other way round.
record EventShare(long met, long open) {

    static final EventShare NONE = new EventShare(0, 0);

    static EventShare decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new EventShare(bytes.getLong(), bytes.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(met).putLong(open).array();
    }

    EventShare with(long more, long opened) {
        return new EventShare(met + more, open + opened);
    }
}
