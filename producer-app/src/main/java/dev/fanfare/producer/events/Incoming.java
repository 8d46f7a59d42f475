package dev.fanfare.producer.events;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.cloudevents.CloudEvent;
import dev.fanfare.schemas.cloudevents.ReadEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event as it was read, with what its call says for it, and not yet compared with its rule.
record Incoming(Event event, @Nullable TraceContext trace) {

    static Incoming of(JsonNode json, Surroundings surroundings) {
        CloudEvent read = ReadEvent.read(json);
        Event event = read.event();
        if (event.getCorrelationId() == null) {
            event.setCorrelationId(surroundings.requestId());
        }
        return new Incoming(event, surroundings.traceFor(read.trace()));
    }

    String key() {
        return EventKey.of(event.getSource(), event.getId());
    }
}
