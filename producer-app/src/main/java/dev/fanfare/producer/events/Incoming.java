package dev.fanfare.producer.events;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import org.jspecify.annotations.Nullable;

/// An event as it was read, well-formed and not yet compared with its rule.
record Incoming(Event event, @Nullable String traceparent) {

    String key() {
        return EventKey.of(event.getSource(), event.getId());
    }
}
