package dev.fanfare.producer.events;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.spool.Outgoing;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.TraceContext;
import java.util.Map;

/// An event that may go: its key, and the lane that its priority gives it.
record Ready(Incoming incoming, String key, Lane lane) {

    /// The same event, come in another way.
    Ready with(Incoming other) {
        return other == incoming ? this : new Ready(other, key, lane);
    }

    Event event() {
        return incoming.event();
    }

    Outgoing outgoing() {
        return new Outgoing.OfEvent(lane, message());
    }

    private Message<Event> message() {
        TraceContext trace = incoming.trace();
        return new Message<>(key, key, event(), trace == null ? Map.of() : trace.headers());
    }
}
