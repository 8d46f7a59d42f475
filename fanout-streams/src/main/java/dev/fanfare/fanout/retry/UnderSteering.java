package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What commands about its event make of a retry that waits: a pure rule.
sealed interface UnderSteering {

    /// It waits as it did.
    record Stay() implements UnderSteering {}

    /// It waits until then.
    ///
    /// @param paused whether for nothing but the end of a pause
    record WaitUntil(Instant due, boolean paused) implements UnderSteering {}

    /// It is told no more.
    record End(SecondLook.End end) implements UnderSteering {}

    /// Of one that has just come, or that waits when a command comes.
    static UnderSteering at(WaitingRetry retry, Instant due, @Nullable Steering steering, Instant now) {
        if (Steer.cancels(steering)) {
            return new End(new SecondLook.End(State.CANCELLED, Reason.CANCELLED));
        }
        Instant expiresAt = Steer.expiresAt(steering, retry.getExpiresAt());
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return new End(new SecondLook.End(State.EXPIRED, Reason.EXPIRED));
        }
        if (Steer.pauses(steering)) {
            return putBack(retry) || retry.getPaused() ? held(expiresAt, now) : asAsked(due, expiresAt, retry);
        }
        return retry.getPaused() ? resumed(retry, now) : asAsked(due, expiresAt, retry);
    }

    /// Of one that is due: whether its event's pause holds it again.
    static UnderSteering whenDue(WaitingRetry retry, @Nullable Steering steering, Instant now) {
        if (Steer.cancels(steering)) {
            return new End(new SecondLook.End(State.CANCELLED, Reason.CANCELLED));
        }
        Instant expiresAt = Steer.expiresAt(steering, retry.getExpiresAt());
        boolean expired = expiresAt != null && !now.isBefore(expiresAt);
        return Steer.pauses(steering) && !expired ? held(expiresAt, now) : new Stay();
    }

    /// By its channel, since its event is paused. What was held before it ever left waits for its own time first.
    private static boolean putBack(WaitingRetry retry) {
        return retry.getKind() == WaitsFor.RETRY && retry.getHolds() > 0;
    }

    private static UnderSteering held(@Nullable Instant expiresAt, Instant now) {
        return new WaitUntil(expiresAt == null ? now.plus(ReadRetry.LONGEST) : expiresAt, true);
    }

    private static UnderSteering resumed(WaitingRetry retry, Instant now) {
        return new WaitUntil(retry.getNotBefore().isAfter(now) ? retry.getNotBefore() : now, false);
    }

    /// Until its channel wants it, or its event expires: an expiry that was put off again brings nothing forward.
    private static UnderSteering asAsked(Instant due, @Nullable Instant expiresAt, WaitingRetry retry) {
        Instant notBefore = retry.getNotBefore();
        Instant until = expiresAt != null && expiresAt.isBefore(notBefore) ? expiresAt : notBefore;
        return until.equals(due) ? new Stay() : new WaitUntil(until, retry.getPaused());
    }
}
