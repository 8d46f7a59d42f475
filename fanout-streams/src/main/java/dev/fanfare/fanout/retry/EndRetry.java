package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;

/// Says how a delivery ended while it waited.
final class EndRetry {

    private EndRetry() {}

    /// With the number of the attempt that deferred it, behind which it then stands.
    static OutcomeMessage outcome(String id, WaitingRetry retry, SecondLook.End end, Instant now) {
        Outcome outcome = new Outcome();
        outcome.setDelivery(id);
        outcome.setEvent(retry.getEvent());
        outcome.setType(retry.getType());
        outcome.setRecipient(retry.getRecipient());
        outcome.setChannel(retry.getChannel());
        outcome.setLane(retry.getLane());
        outcome.setState(end.state());
        outcome.setReason(end.reason());
        outcome.setReplay(retry.getReplay());
        outcome.setAttempt(retry.getAttempt() - 1);
        outcome.setMaxAttempts(retry.getMaxAttempts());
        outcome.setError(retry.getFirstFailure());
        outcome.setAcceptedAt(retry.getAcceptedAt());
        outcome.setAt(now);
        return new OutcomeMessage(outcome);
    }
}
