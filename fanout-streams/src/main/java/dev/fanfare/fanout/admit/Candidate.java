package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Event;
import java.time.Instant;

/// An event that may be admitted under its key.
///
/// @param now when it is looked at: what is remembered of it and what its head says are the same time, so that a FORGET
///     with the head's time finds what is remembered
record Candidate(String key, Event event, Arrival arrival, Instant now) {}
