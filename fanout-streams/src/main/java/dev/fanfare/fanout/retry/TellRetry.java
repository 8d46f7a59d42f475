package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says what became of a delivery while it waited.
final class TellRetry {

    private TellRetry() {}

    /// With the number of the attempt that deferred it, behind which it then stands.
    static OutcomeMessage outcome(String id, WaitingRetry retry, SecondLook.End end, Instant now) {
        return outcome(id, retry, end.state(), end.reason(), now);
    }

    /// Its pause has ended.
    static OutcomeMessage resumed(String id, WaitingRetry retry, Instant now) {
        return outcome(id, retry, State.QUEUED, null, now);
    }

    /// It is held until its own time.
    static OutcomeMessage held(String id, WaitingRetry retry, Reason reason, Instant now) {
        return until(id, retry, State.HELD, reason, now);
    }

    /// It waits for longer than its channel asked, as the same attempt.
    static OutcomeMessage deferred(String id, WaitingRetry retry, Reason reason, Instant now) {
        return until(id, retry, State.DEFERRED, reason, now);
    }

    private static OutcomeMessage until(
            String id, WaitingRetry retry, State state, @Nullable Reason reason, Instant now) {
        OutcomeMessage message = outcome(id, retry, state, reason, now);
        ((Outcome) message.getContent()).setNextAttemptAt(retry.getNotBefore());
        return message;
    }

    private static OutcomeMessage outcome(
            String id, WaitingRetry retry, State state, @Nullable Reason reason, Instant now) {
        Outcome outcome = new Outcome();
        outcome.setDelivery(id);
        outcome.setEvent(retry.getEvent());
        outcome.setType(retry.getType());
        outcome.setRecipient(retry.getRecipient());
        outcome.setChannel(retry.getChannel());
        outcome.setLane(retry.getLane());
        outcome.setState(state);
        outcome.setReason(reason);
        outcome.setReplay(retry.getReplay());
        outcome.setAttempt(retry.getAttempt() - 1);
        outcome.setMaxAttempts(retry.getMaxAttempts());
        outcome.setError(retry.getFirstFailure());
        outcome.setAcceptedAt(retry.getAcceptedAt());
        outcome.setAt(now);
        outcome.setHolds(retry.getHolds());
        return new OutcomeMessage(outcome);
    }
}
