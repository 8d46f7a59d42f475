package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an event ended, and whether something of it failed: failures are kept for a time of their own.
///
/// A replay that ended later ended the event again. Counts without a head, which nothing can complete, end with the
/// last of them.
record EventEnd(boolean failed, Instant at) {

    /// Nothing while something goes on.
    static @Nullable EventEnd of(EventStatus status) {
        if (status.getAdmitted() == null) {
            return status.getLastAt() == null ? null : new EventEnd(true, status.getLastAt());
        }
        EventState state = EventState.of(status);
        if (!state.isFinal() || status.getDoneAt() == null) {
            return null;
        }
        return new EventEnd(
                state == EventState.FAILED || hasDead(status), latest(status.getDoneAt(), status.getLastAt()));
    }

    /// When its status may go.
    Instant due(Retention retention) {
        return at.plus(kept(failed, retention));
    }

    static Duration kept(boolean failed, Retention retention) {
        return failed ? retention.failed() : retention.status();
    }

    private static boolean hasDead(EventStatus status) {
        return status.getTallies().stream().anyMatch(tally -> tally.getState() == State.DEAD && tally.getCount() > 0);
    }

    private static Instant latest(Instant doneAt, @Nullable Instant lastAt) {
        return lastAt == null || lastAt.isBefore(doneAt) ? doneAt : lastAt;
    }
}
