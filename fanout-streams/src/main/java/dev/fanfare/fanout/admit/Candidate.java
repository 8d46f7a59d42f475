package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.WaitingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event that may be admitted under its key.
///
/// @param now when it is looked at: what is remembered of it and what its head says are the same time, so that a FORGET
///     with the head's time finds what is remembered
/// @param released whether it has waited for its time: then it goes on as if it had just been accepted
record Candidate(String key, Event event, Arrival arrival, Instant now, boolean released) {

    /// From when on it is worth telling for as long as its rule says.
    Instant begun() {
        return released ? now : arrival.acceptedAt();
    }

    /// As it waits in a store.
    ///
    /// @param until how long
    WaitingEvent waiting(Instant until) {
        WaitingEvent waiting = arrival.waiting(until);
        waiting.setHead(WriteAdmission.begin(this, Priority.NORMAL, Admission.WAITING));
        return waiting;
    }

    /// As it goes on behind another step of its trace.
    Candidate behind(@Nullable TraceContext step) {
        Arrival onward = new Arrival(
                arrival.bytes(), arrival.topic(), arrival.partition(), arrival.offset(), arrival.acceptedAt(), step);
        return new Candidate(key, event, onward, now, released);
    }

    /// As it was looked at then.
    Candidate at(Instant then) {
        return new Candidate(key, event, arrival, then, released);
    }
}
