package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.recur.Occurrence;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets an event wait for its time, and commands reach it while it does.
///
/// It counts as admitted from the start, so that a repeat is one; nothing of it is resolved before its time.
final class ScheduleEvent {

    private final AdmitCandidate.Kept kept;
    private final WriteAdmission write;
    private final WriteSteering steering;
    private final Codec<Event> events;
    private final AdmitCandidate.Timers timers;

    ScheduleEvent(
            AdmitCandidate.Kept kept,
            WriteAdmission write,
            WriteSteering steering,
            Codec<Event> events,
            AdmitCandidate.Timers timers) {
        this.kept = kept;
        this.write = write;
        this.steering = steering;
        this.events = events;
        this.timers = timers;
    }

    /// @param ranked how urgent it is, as far as that can be said now
    void keep(Candidate candidate, Due.Later due, Priority ranked, @Nullable Steering asked) {
        String key = candidate.key();
        kept.scheduled().add(key, ranked, due.look(), candidate.waiting(due.sendAt()));
        Admitted admitted = AdmittedKeys.of(candidate, asked);
        admitted.setScheduled(ranked);
        AdmittedKeys.put(kept.admitted(), key, admitted);
        kept.early().remove(key);
        write.scheduled(candidate, ranked, asked);
        timers.waitsForItsTime(due.look());
    }

    /// @param admitted of an event that waits
    /// @param after what holds of it from now on
    void steer(Admitted admitted, EventCommand command, Steering after) {
        String key = command.getEvent();
        Optional<Event> series = series(key, admitted);
        if (series.isPresent() && !after.getCancelled()) {
            return; // it is its next occurrence that is paused or changed
        }
        admitted.setSteering(after);
        if (after.getCancelled()) {
            series.ifPresent(event -> cancelNext(key, event, admitted, command));
            kept.scheduled().remove(key, Objects.requireNonNull(admitted.getScheduled()));
            admitted.setScheduled(null);
            steering.toChannels(key, after);
        } else if (command.getKind() == CommandKind.CHANGE) {
            change(key, admitted, after);
        }
        AdmittedKeys.put(kept.admitted(), key, admitted);
        steering.toTracking(key, after);
    }

    private Optional<Event> series(String key, Admitted admitted) {
        return waiting(key, admitted).flatMap(waiting -> event(waiting)).filter(event -> event.getEvery() != null);
    }

    /// The occurrence that waits goes with its series.
    private void cancelNext(String key, Event series, Admitted admitted, EventCommand command) {
        waiting(key, admitted)
                .map(waiting -> Occurrence.key(series, waiting.getUntil()))
                .map(next -> new EventCommand(next, CommandKind.CANCEL, command.getAt(), null, null, null))
                .ifPresent(steering::toItsOwner);
    }

    private Optional<WaitingEvent> waiting(String key, Admitted admitted) {
        return kept.scheduled().find(key, Objects.requireNonNull(admitted.getScheduled()));
    }

    private Optional<Event> event(WaitingEvent waiting) {
        return events.decode(Arrival.of(waiting).bytes()) instanceof Decoded.Readable<Event>(var event)
                ? Optional.of(event)
                : Optional.empty();
    }

    private void change(String key, Admitted admitted, Steering after) {
        Priority before = Objects.requireNonNull(admitted.getScheduled());
        WaitingEvent waiting = waiting(key, admitted).orElseThrow();
        Instant sendAt = after.getSendAt() == null ? waiting.getUntil() : after.getSendAt();
        Priority ranked = after.getPriority() == null ? before : after.getPriority();
        Instant look = Due.look(sendAt, expiresAt(waiting, after));
        kept.scheduled().remove(key, before);
        kept.scheduled().add(key, ranked, look, waiting);
        admitted.setScheduled(ranked);
        timers.waitsForItsTime(look);
    }

    private @Nullable Instant expiresAt(WaitingEvent waiting, Steering after) {
        return Steer.expiresAt(after, event(waiting).map(Event::getExpiresAt).orElse(null));
    }
}
