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
        return outcome(attempt, now)
                .setState(State.DELIVERED)
                .setReceipt(receipt.isEmpty() ? null : shortened(receipt))
                .build();
    }

    Outcome deferred(Attempt attempt, NextStep.RetryIn retry, Instant due, Instant now) {
        return outcome(attempt, now)
                .setState(State.DEFERRED)
                .setErrorCategory(Names.of(retry.category()))
                .setError(shortened(retry.why()))
                .setNextAttemptAt(due)
                .build();
    }

    /// It waits without having used up an attempt.
    Outcome postponed(Attempt attempt, NextStep.WaitFor wait, Instant due, Instant now) {
        return outcome(attempt, now)
                .setState(State.DEFERRED)
                .setAttempt(attempt.number() - 1)
                .setErrorCategory(Names.of(wait.category()))
                .setError(shortened(wait.why()))
                .setNextAttemptAt(due)
                .build();
    }

    Outcome dead(Attempt attempt, NextStep.Bury end, Instant now) {
        return outcome(attempt, now)
                .setState(State.DEAD)
                .setReason(end.reason())
                .setErrorCategory(Names.of(end.category()))
                .setError(shortened(end.why()))
                .build();
    }

    /// Its turn came too late.
    Outcome expired(Attempt attempt, Instant now) {
        return outcome(attempt, now)
                .setState(State.EXPIRED)
                .setReason(Reason.EXPIRED)
                .build();
    }

    /// Its person was erased.
    Outcome erased(Attempt attempt, int calls, Instant now) {
        return outcome(attempt, now)
                .setState(State.CANCELLED)
                .setReason(Reason.UNKNOWN_RECIPIENT)
                .setAttempt(calls)
                .setProvider(null)
                .build();
    }

    /// Its event was cancelled before its turn came.
    Outcome cancelled(Attempt attempt, Instant now) {
        return outcome(attempt, now)
                .setState(State.CANCELLED)
                .setReason(Reason.CANCELLED)
                .build();
    }

    /// Its address is told nothing more, or its person wants nothing more of its type.
    Outcome skipped(Attempt attempt, Reason why, Instant now) {
        return outcome(attempt, now).setState(State.SKIPPED).setReason(why).build();
    }

    /// Its event is paused.
    Outcome held(Attempt attempt, Instant now) {
        return outcome(attempt, now)
                .setState(State.HELD)
                .setHolds(attempt.holds() + 1)
                .build();
    }

    /// As much as a person reads.
    static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    private Outcome.Builder outcome(Attempt attempt, Instant now) {
        Delivery delivery = attempt.delivery();
        return Outcome.newBuilder()
                .setDelivery(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setRecipient(delivery.getRecipient())
                .setChannel(channel)
                .setLane(delivery.getLane())
                .setReplay(delivery.getReplay())
                .setAttempt(attempt.calls())
                .setMaxAttempts(maxAttempts)
                .setProvider(attempt.provider())
                .setAcceptedAt(delivery.getAcceptedAt())
                .setAt(now);
    }
}
