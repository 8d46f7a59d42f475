package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.PastState;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps where a delivery stood before, as far as its record of now does not say so.
///
/// One that was sent at once and arrived has no past: its record costs nothing more. Of one that moved very often the
/// first few and the last are kept.
final class FoldPast {

    static final int FIRST = 4;
    static final int MOST = 24;

    private FoldPast() {}

    /// @param after the record of now, without its past
    static void into(DeliveryStatus after, @Nullable DeliveryStatus before) {
        after.setPast(before == null ? List.of() : before.getPast());
        after.setPastDropped(before == null ? 0 : before.getPastDropped());
        if (before == null || isBeginning(before) || isSame(before, after)) {
            return;
        }
        List<PastState> past = new ArrayList<>(before.getPast());
        past.add(of(before));
        if (past.size() > MOST) {
            past.remove(FIRST);
            after.setPastDropped(before.getPastDropped() + 1);
        }
        after.setPast(past);
    }

    /// Waiting for its channel, as every delivery begins: `createdAt` says when.
    private static boolean isBeginning(DeliveryStatus status) {
        return status.getState() == State.QUEUED && status.getMovedAt() == null;
    }

    /// Put off once more without another attempt, as by a limit of calls, however often.
    private static boolean isSame(DeliveryStatus before, DeliveryStatus after) {
        return before.getState() == after.getState()
                && before.getReason() == after.getReason()
                && before.getAttempt() == after.getAttempt()
                && before.getReplay() == after.getReplay();
    }

    private static PastState of(DeliveryStatus status) {
        return PastState.newBuilder()
                .setState(status.getState())
                .setReason(status.getReason())
                .setReplay(status.getReplay())
                .setAttempt(status.getAttempt())
                .setAt(since(status))
                .setUntil(status.getState() == State.HELD ? status.getHeldUntil() : status.getNextAttemptAt())
                .setError(status.getError())
                .setErrorCategory(status.getErrorCategory())
                .setProvider(status.getProvider())
                .setReceipt(status.getReceipt())
                .build();
    }

    /// When it came into its state.
    static Instant since(DeliveryStatus status) {
        if (status.getFinalAt() != null) {
            return status.getFinalAt();
        }
        return status.getMovedAt() == null ? status.getCreatedAt() : status.getMovedAt();
    }
}
