package dev.fanfare.producer.events;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.spool.Outgoing;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event that may go: its key, and the lane that its priority gives it.
record Ready(Incoming incoming, String key, Lane lane) {

    /// The same event, behind another step of its trace.
    Ready behind(@Nullable TraceContext step) {
        return new Ready(new Incoming(event(), step), key, lane);
    }

    Event event() {
        return incoming.event();
    }

    Outgoing.OfEvent outgoing() {
        TraceContext trace = incoming.trace();
        return new Outgoing.OfEvent(lane, new Message<>(key, key, event(), trace == null ? Map.of() : trace.headers()));
    }
}
