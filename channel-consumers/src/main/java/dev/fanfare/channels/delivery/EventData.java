package dev.fanfare.channels.delivery;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// An event's data on its way out: every number as the sender wrote it.
public final class EventData {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventData() {}

    /// Null for none; a text where it is no JSON, or holds a number beyond all measure.
    public static JsonNode of(@Nullable String text) {
        if (text == null) {
            return JSON.getNodeFactory().nullNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException | NumberFormatException | ArithmeticException noJson) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }
}
