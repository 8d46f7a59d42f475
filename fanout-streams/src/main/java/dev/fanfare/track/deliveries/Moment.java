package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.PastState;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A state that a delivery came into.
record Moment(
        State state,
        @Nullable String reason,
        int replay,
        int attempt,
        Instant at,
        @Nullable Instant until,
        @Nullable String error,
        @Nullable String errorCategory,
        @Nullable String provider,
        @Nullable String receipt) {

    /// All that are known of a delivery, from its beginning on.
    static List<Moment> of(DeliveryStatus status) {
        List<Moment> all = new ArrayList<>();
        status.getPast().forEach(past -> all.add(of(past)));
        all.add(now(status));
        if (!all.getFirst().isBeginning(status)) {
            all.addFirst(new Moment(State.QUEUED, null, 0, 0, status.getCreatedAt(), null, null, null, null, null));
        }
        return all;
    }

    /// How expansion left it: nothing was heard of it since.
    private boolean isBeginning(DeliveryStatus status) {
        return replay == 0 && attempt == 0 && at.equals(status.getCreatedAt());
    }

    private static Moment now(DeliveryStatus status) {
        return new Moment(
                status.getState(),
                status.getReason() == null ? null : Names.of(status.getReason()),
                status.getReplay(),
                status.getAttempt(),
                FoldPast.since(status),
                status.getState() == State.HELD ? status.getHeldUntil() : status.getNextAttemptAt(),
                status.getError(),
                status.getErrorCategory(),
                status.getProvider(),
                status.getReceipt());
    }

    private static Moment of(PastState past) {
        return new Moment(
                past.getState(),
                past.getReason() == null ? null : Names.of(past.getReason()),
                past.getReplay(),
                past.getAttempt(),
                past.getAt(),
                past.getUntil(),
                past.getError(),
                past.getErrorCategory(),
                past.getProvider(),
                past.getReceipt());
    }
}
