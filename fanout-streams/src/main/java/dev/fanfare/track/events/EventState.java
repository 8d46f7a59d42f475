package dev.fanfare.track.events;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Steering;
import dev.fanfare.track.tally.Tallies;
import org.jspecify.annotations.Nullable;

/// What an event's counts say of it as a whole.
public enum EventState {
    ACCEPTED,
    SCHEDULED,
    EXPANDING,
    DELIVERING,
    PAUSED,
    CANCELLING,
    CANCELLED,
    EXPIRED,
    UNMATCHED,
    FAILED,
    DONE;

    static EventState of(EventStatus status) {
        EventAdmitted admitted = status.getAdmitted();
        if (admitted == null) {
            return status.getFirstAt() == null ? ACCEPTED : EXPANDING;
        }
        return switch (admitted.getAdmission()) {
            case WAITING -> ACCEPTED;
            case SCHEDULED -> waiting(status.getSteering());
            case UNMATCHED -> UNMATCHED;
            case FAILED -> FAILED;
            case EXPIRED -> EXPIRED;
            case ADMITTED -> counted(status);
        };
    }

    /// Nothing of it has begun: what is cancelled has ended at once.
    private static EventState waiting(@Nullable Steering steering) {
        if (steering != null && steering.getCancelled()) {
            return CANCELLED;
        }
        return steering != null && steering.getPaused() ? PAUSED : SCHEDULED;
    }

    private static EventState counted(EventStatus status) {
        boolean expanded = expanded(status);
        boolean ended = expanded && Tallies.ended(status.getTallies()) >= Tallies.expected(status.getTallies());
        Steering steering = status.getSteering();
        if (steering != null && steering.getCancelled()) {
            return ended ? CANCELLED : CANCELLING;
        }
        if (ended) {
            return DONE;
        }
        if (steering != null && steering.getPaused()) {
            return PAUSED;
        }
        return expanded ? DELIVERING : EXPANDING;
    }

    /// Whether every slice has reported its end.
    static boolean expanded(EventStatus status) {
        EventAdmitted admitted = status.getAdmitted();
        return admitted != null
                && admitted.getAdmission() != Admission.SCHEDULED
                && status.getSlicesDone() >= admitted.getSlices();
    }

    /// Whether nothing goes on by itself any more.
    boolean isFinal() {
        return switch (this) {
            case ACCEPTED, SCHEDULED, EXPANDING, DELIVERING, PAUSED, CANCELLING -> false;
            case CANCELLED, EXPIRED, UNMATCHED, FAILED, DONE -> true;
        };
    }
}
