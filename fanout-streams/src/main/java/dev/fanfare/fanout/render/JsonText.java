package dev.fanfare.fanout.render;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An event's data as templates see it: maps, lists, text, whole numbers and decimals as they were written.
final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonText() {}

    /// Nothing at all where the text is no JSON, or holds a number beyond all measure (which Jackson 3.1 throws on as
    /// it is): the event was checked at the door, and a template then finds nothing.
    static Object parse(String json) {
        try {
            Object value = MAPPER.readValue(json, Object.class);
            return value == null ? Map.of() : value;
        } catch (JacksonException | NumberFormatException | ArithmeticException broken) {
            return Map.of();
        }
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
