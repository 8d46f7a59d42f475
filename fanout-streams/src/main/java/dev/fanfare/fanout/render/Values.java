package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What templates and expressions can name.
public final class Values {

    private Values() {}

    /// `data`, and `event` with its attributes.
    public static Map<String, Object> of(Event event) {
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
        Map<String, Object> values = new HashMap<>();
        values.put("event", attributes);
        values.put("data", JsonText.parse(event.getData()));
        return values;
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
