package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import java.util.Map;

/// Made-up events.
final class Events {

    private Events() {}

    static Outgoing of(String key) {
        return of(key, "{}");
    }

    /// Of the owner that its key names before a slash.
    static Outgoing of(String key, String data) {
        Event event = Event.newBuilder()
                .setId(key)
                .setSource("/made-up")
                .setType("t")
                .setData(data)
                .build();
        return new Outgoing.OfEvent(
                Lane.STANDARD, new Message<>(key.split("/", 2)[0], key, event, Map.of("traceparent", "00-aa-bb-01")));
    }
}
