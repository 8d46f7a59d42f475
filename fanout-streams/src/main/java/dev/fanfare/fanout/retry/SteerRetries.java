package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lets commands reach the retries that wait, so many at once: an event may have hundreds of thousands of them.
final class SteerRetries {

    private static final int AT_ONCE = 100;

    private final SteeredEvents steered;
    private final Retries retries;
    private final SendRetry send;
    private final HoldDigests digests;

    SteerRetries(SteeredEvents steered, Retries retries, SendRetry send, HoldDigests digests) {
        this.steered = steered;
        this.retries = retries;
        this.send = send;
        this.digests = digests;
    }

    /// Begins a walk over the event's retries.
    void obey(EventCommand command) {
        steered.obey(command);
        retries.byEvent().beginWalk(command.getEvent());
    }

    /// A retry that has just begun to wait.
    ///
    /// @return whether commands were about its event
    boolean begun(String id, WaitingRetry retry, Instant due, Instant now) {
        Steering steering = steered.find(retry.getEvent());
        if (steering == null) {
            return false;
        }
        apply(id, retry, UnderSteering.at(retry, due, steering, now), now);
        return true;
    }

    /// Whether one that is due waits on, or was ended.
    boolean holds(String id, WaitingRetry retry, Instant now) {
        switch (UnderSteering.whenDue(retry, steered.find(retry.getEvent()), now)) {
            case UnderSteering.Stay() -> {
                return false;
            }
            case UnderSteering.WaitUntil(var due, var paused) -> {
                retry.setPaused(paused);
                retries.putBack(id, due, retry);
            }
            case UnderSteering.End(var end) -> send.end(id, retry, end, now);
        }
        return true;
    }

    /// When its event expires, by what was said of it last.
    @Nullable
    Instant expiresAt(WaitingRetry retry) {
        return Steer.expiresAt(steered.find(retry.getEvent()), retry.getExpiresAt());
    }

    /// Whether its event was made urgent since: then no quiet hours hold it.
    boolean isUrgent(WaitingRetry retry) {
        return isUrgent(steered.find(retry.getEvent()));
    }

    private static boolean isUrgent(@Nullable Steering steering) {
        return steering != null && steering.getPriority() == Priority.URGENT;
    }

    /// What quiet hours hold of an event that has become urgent need not wait.
    private static WaitingRetry outOfPeace(WaitingRetry retry, @Nullable Steering steering, Instant now) {
        if ((retry.getKind() == WaitsFor.QUIET || retry.getInQuiet())
                && isUrgent(steering)
                && retry.getNotBefore().isAfter(now)) {
            retry.setNotBefore(now);
        }
        return retry;
    }

    /// Goes on with one walk.
    void walkOn(Instant now) {
        retries.byEvent().walking().ifPresent(event -> {
            Steering steering = steered.find(event);
            for (String id : retries.byEvent().walkOn(event, AT_ONCE)) {
                retries.waiting(id).ifPresent(waiting -> {
                    if (waiting.retry().getKind() == WaitsFor.DIGEST) {
                        digests.steer(id, event, now);
                    } else {
                        WaitingRetry retry = outOfPeace(waiting.retry(), steering, now);
                        apply(id, retry, UnderSteering.at(retry, waiting.due(), steering, now), now);
                    }
                });
            }
        });
    }

    boolean walks() {
        return retries.byEvent().walking().isPresent();
    }

    private void apply(String id, WaitingRetry retry, UnderSteering what, Instant now) {
        switch (what) {
            case UnderSteering.Stay() -> {}
            case UnderSteering.WaitUntil(var due, var paused) -> {
                if (retry.getPaused() && !paused) {
                    send.resumed(id, retry, now);
                }
                retry.setPaused(paused);
                if (!paused) {
                    send.moved(id, retry, retry.getNotBefore().isAfter(now) ? retry.getNotBefore() : now);
                }
                retries.waitUntil(id, due, retry);
            }
            case UnderSteering.End(var end) -> retries.take(id, now, (_, gone) -> send.end(id, gone, end, now));
        }
    }
}
