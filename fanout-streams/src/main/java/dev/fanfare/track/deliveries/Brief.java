package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of a delivery beyond the detail limit once it was delivered, cancelled or has expired: enough to tell a
/// repeat, and a replay.
///
/// Its first byte is 0, where a [DeliveryStore#STATUS] has the version of its schema. State and reason are bytes by
/// their place in the schema, whose names only ever grow at the end.
///
/// @param at when it ended
/// @param readAt when its person read it; of one that was not read nothing is kept of that
record Brief(
        State state,
        @Nullable Reason reason,
        int replay,
        int attempt,
        Instant at,
        @Nullable Instant readAt) {

    private static final byte TAG = 0;
    private static final byte NO_REASON = -1;
    private static final int LENGTH = 3 + Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int READ_LENGTH = LENGTH + Long.BYTES;
    private static final State[] STATES = State.values();
    private static final Reason[] REASONS = Reason.values();

    /// Whether so little is enough of a delivery in this state.
    static boolean suits(State state) {
        return switch (state) {
            case DELIVERED, CANCELLED, EXPIRED -> true;
            case QUEUED, HELD, DEFERRED, SKIPPED, DEAD -> false;
        };
    }

    static Brief of(Outcome outcome) {
        return new Brief(
                outcome.getState(),
                outcome.getReason(),
                outcome.getReplay(),
                outcome.getAttempt(),
                outcome.getAt(),
                null);
    }

    static boolean is(byte[] stored) {
        return (stored.length == LENGTH || stored.length == READ_LENGTH) && stored[0] == TAG;
    }

    static Brief decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
        State state = STATES[bytes.get()];
        byte reason = bytes.get();
        return new Brief(
                state,
                reason == NO_REASON ? null : REASONS[reason],
                bytes.getInt(),
                bytes.getInt(),
                Instant.ofEpochMilli(bytes.getLong()),
                bytes.hasRemaining() ? Instant.ofEpochMilli(bytes.getLong()) : null);
    }

    Brief read(Instant when) {
        return new Brief(state, reason, replay, attempt, at, when);
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(readAt == null ? LENGTH : READ_LENGTH)
                .put(TAG)
                .put((byte) state.ordinal())
                .put(reason == null ? NO_REASON : (byte) reason.ordinal())
                .putInt(replay)
                .putInt(attempt)
                .putLong(at.toEpochMilli());
        return (readAt == null ? bytes : bytes.putLong(readAt.toEpochMilli())).array();
    }

    /// As the record that it stands for; the rest is what the outcome says that comes now.
    DeliveryStatus status(Outcome later) {
        var status = new DeliveryStatus();
        status.setEvent(later.getEvent());
        status.setRecipient(later.getRecipient());
        status.setChannel(later.getChannel());
        status.setLane(later.getLane());
        status.setState(state);
        status.setReason(reason);
        status.setReplay(replay);
        status.setAttempt(attempt);
        status.setCreatedAt(later.getAcceptedAt());
        status.setDeliveredAt(state == State.DELIVERED ? at : null);
        status.setFinalAt(at);
        status.setReadAt(readAt);
        status.setMembers(List.of());
        status.setPast(List.of());
        return status;
    }
}
