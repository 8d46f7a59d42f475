package dev.fanfare.track.events;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds a head or a change of counts to where an event stands. Head and counts may come in any order.
final class FoldEvent {

    private FoldEvent() {}

    static EventStatus begin(String key) {
        EventStatus status = new EventStatus();
        status.setKey(key);
        status.setTallies(List.of());
        return status;
    }

    /// The first admission stays; one that came to nothing gives way, since the same event may come again.
    static EventStatus admit(EventStatus before, EventAdmitted admitted) {
        EventAdmitted head = before.getAdmitted();
        if (head != null && head.getAdmission() == Admission.ADMITTED) {
            return before;
        }
        EventStatus after = copy(before);
        after.setAdmitted(admitted);
        if (admitted.getSteering() != null) {
            after.setSteering(admitted.getSteering());
        }
        after.setDoneAt(null);
        return settled(after, admitted.getAt());
    }

    /// What holds of it from now on, whatever its counts are.
    static EventStatus steer(EventStatus before, Steering steering) {
        EventStatus after = copy(before);
        after.setSteering(steering);
        return settled(after, latest(before.getLastAt(), steering.getAt()));
    }

    static EventStatus add(EventStatus before, EventDelta delta) {
        EventStatus after = copy(before);
        Instant at = latest(before.getLastAt(), delta.getAt());
        List<Tally> tallies = Tallies.sum(before.getTallies(), delta.getTallies());
        long ended = Tallies.ended(delta.getTallies());
        after.setRecipients(before.getRecipients() + delta.getRecipients());
        after.setSlicesDone(before.getSlicesDone() + delta.getSlicesDone());
        after.setTallies(tallies);
        after.setFirstAt(before.getFirstAt() == null ? at : before.getFirstAt());
        after.setLastAt(at);
        if (delta.getRecipients() > 0) {
            after.setExpansion(Pacing.add(before.getExpansion(), delta.getRecipients(), at));
        }
        if (ended > 0) {
            after.setDelivery(Pacing.add(before.getDelivery(), ended, at));
        }
        return settled(after, at);
    }

    /// What follows from the counts: progress, which never falls, and the end.
    private static EventStatus settled(EventStatus status, Instant at) {
        EventState state = EventState.of(status);
        EventAdmitted head = status.getAdmitted();
        boolean told = head != null && head.getAdmission() == Admission.ADMITTED;
        if (told && EventState.expanded(status)) {
            long expected = Tallies.expected(status.getTallies());
            double now = expected == 0 ? 1.0 : (double) Tallies.ended(status.getTallies()) / expected;
            Double before = status.getProgress();
            status.setProgress(before == null ? now : Double.valueOf(Math.max(before, now)));
        }
        if (state.isFinal() && status.getDoneAt() == null) {
            status.setDoneAt(at);
        }
        return status;
    }

    private static Instant latest(@Nullable Instant left, Instant right) {
        return left == null || right.isAfter(left) ? right : left;
    }

    private static EventStatus copy(EventStatus status) {
        return new EventStatus(
                status.getKey(),
                status.getAdmitted(),
                status.getRecipients(),
                status.getSlicesDone(),
                status.getTallies(),
                status.getProgress(),
                status.getExpansion(),
                status.getDelivery(),
                status.getFirstAt(),
                status.getLastAt(),
                status.getDoneAt(),
                status.getSteering());
    }
}
