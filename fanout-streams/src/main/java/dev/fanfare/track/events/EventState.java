package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.track.tally.Tallies;

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
            case UNMATCHED -> UNMATCHED;
            case FAILED -> FAILED;
            case EXPIRED -> EXPIRED;
            case ADMITTED -> counted(status);
        };
    }

    private static EventState counted(EventStatus status) {
        if (!expanded(status)) {
            return EXPANDING;
        }
        return Tallies.ended(status.getTallies()) < Tallies.expected(status.getTallies()) ? DELIVERING : DONE;
    }

    /// Whether every slice has reported its end.
    static boolean expanded(EventStatus status) {
        EventAdmitted admitted = status.getAdmitted();
        return admitted != null && status.getSlicesDone() >= admitted.getSlices();
    }

    /// Whether nothing goes on by itself any more.
    boolean isFinal() {
        return switch (this) {
            case ACCEPTED, SCHEDULED, EXPANDING, DELIVERING, PAUSED, CANCELLING -> false;
            case CANCELLED, EXPIRED, UNMATCHED, FAILED, DONE -> true;
        };
    }
}
