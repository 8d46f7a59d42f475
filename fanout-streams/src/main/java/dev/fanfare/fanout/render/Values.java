package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What templates and expressions can name.
public final class Values {

    private Values() {}

    /// `data`, and `event` with its attributes.
    public static Map<String, Object> of(Event event) {
        Map<String, Object> values = new HashMap<>();
        values.put("event", attributes(event));
        values.put("data", JsonText.parse(event.getData()));
        return values;
    }

    private static Map<String, Object> attributes(Event event) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("id", event.getId());
        attributes.put("source", event.getSource());
        attributes.put("type", event.getType());
        put(attributes, "subject", event.getSubject());
        put(attributes, "time", event.getTime());
        put(attributes, "actor", event.getActor());
        put(attributes, "title", event.getTitle());
        put(attributes, "body", event.getBody());
        put(attributes, "correlationid", event.getCorrelationId());
        put(attributes, "entitytype", event.getEntityType());
        put(attributes, "entityid", event.getEntityId());
        return attributes;
    }

    /// Those of a digest: the last event's, `events` with the attributes and the `data` of each, and `count`.
    ///
    /// @param events at least one, in the order in which they came
    public static Map<String, Object> of(List<Event> events) {
        List<Map<String, Object>> each = events.stream().map(Values::item).toList();
        Map<String, Object> values = of(events.getLast());
        values.put("events", each);
        values.put("count", each.size());
        return values;
    }

    private static Map<String, Object> item(Event event) {
        Map<String, Object> item = attributes(event);
        item.put("data", JsonText.parse(event.getData()));
        return item;
    }

    /// The same, and `recipient` with what its words may name.
    ///
    /// @param of a name's value; null where there is none
    static Map<String, Object> with(Map<String, Object> shared, Function<PersonalName, @Nullable String> of) {
        Map<String, Object> recipient = new HashMap<>();
        for (PersonalName name : PersonalName.values()) {
            put(recipient, name.written, of.apply(name));
        }
        Map<String, Object> values = new HashMap<>(shared);
        values.put("recipient", recipient);
        return values;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value.toString());
        }
    }
}
