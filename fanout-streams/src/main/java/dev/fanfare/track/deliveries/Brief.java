package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.State;
import java.nio.ByteBuffer;
import java.time.Instant;

/// What is kept of a delivery beyond the detail limit once it is DELIVERED: enough to tell a repeat, and a replay.
///
/// Its first byte is 0, where a [DeliveryStore#STATUS] has the version of its schema.
///
/// @param at when it was delivered
record Brief(int replay, int attempt, Instant at) {

    private static final byte TAG = 0;
    private static final int LENGTH = 1 + Integer.BYTES + Integer.BYTES + Long.BYTES;

    static Brief of(Outcome outcome) {
        return new Brief(outcome.getReplay(), outcome.getAttempt(), outcome.getAt());
    }

    static boolean is(byte[] stored) {
        return stored.length == LENGTH && stored[0] == TAG;
    }

    static Brief decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, LENGTH - 1);
        return new Brief(bytes.getInt(), bytes.getInt(), Instant.ofEpochMilli(bytes.getLong()));
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(TAG)
                .putInt(replay)
                .putInt(attempt)
                .putLong(at.toEpochMilli())
                .array();
    }

    /// As the record that it stands for; the rest is what the outcome says that comes now.
    DeliveryStatus status(Outcome later) {
        var status = new DeliveryStatus();
        status.setEvent(later.getEvent());
        status.setRecipient(later.getRecipient());
        status.setChannel(later.getChannel());
        status.setLane(later.getLane());
        status.setState(State.DELIVERED);
        status.setReplay(replay);
        status.setAttempt(attempt);
        status.setCreatedAt(later.getAcceptedAt());
        status.setDeliveredAt(at);
        status.setFinalAt(at);
        return status;
    }
}
