package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Verdict;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Instant;

/// Says what became of an in-app delivery.
final class InboxOutcome {

    private InboxOutcome() {}

    static Outcome of(Delivery delivery, Verdict verdict, Instant now) {
        Outcome.Builder outcome = outcome(delivery, now);
        switch (verdict) {
            case GO -> outcome.setState(State.DELIVERED).setAttempt(1).setProvider("inbox");
            case EXPIRED -> outcome.setState(State.EXPIRED).setReason(Reason.EXPIRED);
            case CANCELLED -> outcome.setState(State.CANCELLED).setReason(Reason.CANCELLED);
            case PAUSED -> outcome.setState(State.HELD);
            case SUPPRESSED -> outcome.setState(State.SKIPPED).setReason(Reason.SUPPRESSED);
            case MUTED -> outcome.setState(State.SKIPPED).setReason(Reason.MUTED);
        }
        return outcome.build();
    }

    /// Its person was erased.
    static Outcome erased(Delivery delivery, Instant now) {
        return outcome(delivery, now)
                .setState(State.CANCELLED)
                .setReason(Reason.UNKNOWN_RECIPIENT)
                .build();
    }

    private static Outcome.Builder outcome(Delivery delivery, Instant now) {
        return Outcome.newBuilder()
                .setDelivery(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setRecipient(delivery.getRecipient())
                .setChannel(delivery.getChannel())
                .setLane(delivery.getLane())
                .setReplay(delivery.getReplay())
                .setAttempt(0)
                .setMaxAttempts(1)
                .setAcceptedAt(delivery.getAcceptedAt())
                .setAt(now);
    }
}
