package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// CloudEvents' binary mode, by whatever protocol: the attributes stand beside the data, and become one event again.
public final class BinaryMode {

    private static final String DATA = "data";

    private final ObjectNode event = Json.MAPPER.createObjectNode();

    /// @param name without the protocol's prefix, in small letters
    /// @throws BadInput where it stands twice
    public void attribute(String name, String value) {
        if (event.has(name)) {
            throw BadInput.wrong(name, "stands twice");
        }
        event.put(name, value);
    }

    public boolean has(String name) {
        return event.has(name);
    }

    /// The same event as structured mode would have it.
    ///
    /// @param data JSON; empty for none
    /// @throws BadInput where it is no JSON
    public JsonNode with(byte[] data) {
        if (event.has(DATA) || event.has("data_base64")) {
            throw BadInput.wrong(DATA, "is no attribute in binary mode");
        }
        if (data.length > 0) {
            event.set(DATA, json(data));
        }
        return event;
    }

    private static JsonNode json(byte[] data) {
        try {
            return Json.read(data);
        } catch (BadInput bad) {
            String field = bad.field();
            throw BadInput.wrong(
                    field == null ? DATA : DATA + "." + field,
                    field == null ? bad.getMessage() : bad.getMessage().substring(field.length() + 2));
        }
    }
}
