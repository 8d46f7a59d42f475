package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import java.util.Optional;

/// Lets what is due go on, unless its person is to be left in peace.
final class GoOnInPeace {

    private final Retries retries;
    private final SendRetry send;
    private final SteerRetries steer;

    GoOnInPeace(Retries retries, SendRetry send, SteerRetries steer) {
        this.retries = retries;
        this.send = send;
        this.steer = steer;
    }

    /// The clock is looked at once more: quiet hours may have begun, or moved, while it waited.
    void go(String id, WaitingRetry retry, Profile profile, Instant now) {
        Optional<Instant> quiet =
                retry.getQuiet() != null && Quiet.concerns(retry.getChannel()) && !steer.isUrgent(retry)
                        ? Quiet.until(profile, now)
                        : Optional.empty();
        if (quiet.isPresent() && Quiet.DROP.equals(retry.getQuiet())) {
            send.end(id, retry, new SecondLook.End(State.SKIPPED, Reason.QUIET), now);
        } else if (quiet.isPresent()) {
            holdOn(id, retry, quiet.get(), now);
        } else {
            if (retry.getKind() != WaitsFor.RETRY) {
                send.resumed(id, retry, now);
            }
            send.again(retry);
        }
    }

    private void holdOn(String id, WaitingRetry retry, Instant until, Instant now) {
        retry.setNotBefore(until);
        if (retry.getKind() == WaitsFor.RETRY) {
            retry.setInQuiet(true);
            send.deferred(id, retry, Reason.QUIET, now);
        } else {
            retry.setKind(WaitsFor.QUIET);
            retry.setHolds(retry.getHolds() + 1);
            send.held(id, retry, Reason.QUIET, now);
        }
        send.moved(id, retry, until);
        Instant expiresAt = steer.expiresAt(retry);
        retries.putBack(id, Steer.earlier(expiresAt, until), retry);
    }
}
