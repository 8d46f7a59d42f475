package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Instant;

/// Says what became of an attempt.
record TellOutcome(Channel channel, int maxAttempts) {

    private static final int LONGEST_TEXT = 1_000;

    Outcome delivered(Attempt attempt, String receipt, Instant now) {
        Outcome outcome = outcome(attempt, State.DELIVERED, now);
        outcome.setReceipt(receipt.isEmpty() ? null : shortened(receipt));
        return outcome;
    }

    Outcome deferred(Attempt attempt, NextStep.RetryIn retry, Instant due, Instant now) {
        Outcome outcome = failed(attempt, State.DEFERRED, retry.category(), retry.why(), now);
        outcome.setNextAttemptAt(due);
        return outcome;
    }

    /// It waits without having used up an attempt.
    Outcome postponed(Attempt attempt, NextStep.WaitFor wait, Instant due, Instant now) {
        Outcome outcome = failed(attempt, State.DEFERRED, wait.category(), wait.why(), now);
        outcome.setAttempt(attempt.number() - 1);
        outcome.setNextAttemptAt(due);
        return outcome;
    }

    Outcome dead(Attempt attempt, NextStep.Bury end, Instant now) {
        Outcome outcome = failed(attempt, State.DEAD, end.category(), end.why(), now);
        outcome.setReason(end.reason());
        return outcome;
    }

    /// Its turn came too late.
    Outcome expired(Attempt attempt, Instant now) {
        return ended(attempt, State.EXPIRED, Reason.EXPIRED, now);
    }

    /// Its person was erased.
    Outcome erased(Attempt attempt, int calls, Instant now) {
        Outcome outcome = ended(attempt, State.CANCELLED, Reason.UNKNOWN_RECIPIENT, now);
        outcome.setAttempt(calls);
        outcome.setProvider(null);
        return outcome;
    }

    /// Its event was cancelled before its turn came.
    Outcome cancelled(Attempt attempt, Instant now) {
        return ended(attempt, State.CANCELLED, Reason.CANCELLED, now);
    }

    /// Its address is told nothing more, or its person wants nothing more of its type.
    Outcome skipped(Attempt attempt, Reason why, Instant now) {
        return ended(attempt, State.SKIPPED, why, now);
    }

    /// Its event is paused.
    Outcome held(Attempt attempt, Instant now) {
        Outcome outcome = outcome(attempt, State.HELD, now);
        outcome.setHolds(attempt.holds() + 1);
        return outcome;
    }

    /// As much as a person reads.
    static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    private Outcome failed(Attempt attempt, State state, Category category, String why, Instant now) {
        Outcome outcome = outcome(attempt, state, now);
        outcome.setErrorCategory(Names.of(category));
        outcome.setError(shortened(why));
        return outcome;
    }

    private Outcome ended(Attempt attempt, State state, Reason reason, Instant now) {
        Outcome outcome = outcome(attempt, state, now);
        outcome.setReason(reason);
        return outcome;
    }

    /// Without Avro's builder, which looks up and copies the default of each field that is not set.
    private Outcome outcome(Attempt attempt, State state, Instant now) {
        Delivery delivery = attempt.delivery();
        Outcome outcome = new Outcome();
        outcome.setDelivery(delivery.getId());
        outcome.setEvent(delivery.getEvent());
        outcome.setType(delivery.getType());
        outcome.setRecipient(delivery.getRecipient());
        outcome.setChannel(channel);
        outcome.setLane(delivery.getLane());
        outcome.setState(state);
        outcome.setReplay(delivery.getReplay());
        outcome.setAttempt(attempt.calls());
        outcome.setMaxAttempts(maxAttempts);
        outcome.setProvider(attempt.provider());
        outcome.setAcceptedAt(delivery.getAcceptedAt());
        outcome.setAt(now);
        return outcome;
    }
}
