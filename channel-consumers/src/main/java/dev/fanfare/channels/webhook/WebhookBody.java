package dev.fanfare.channels.webhook;

import dev.fanfare.schemas.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a webhook says: `{"type", "timestamp", "data": {"event", "delivery", "recipient", "title", "body", "data"}}`.
final class WebhookBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private WebhookBody() {}

    static byte[] of(Delivery delivery) {
        ObjectNode data = JSON.createObjectNode()
                .put("event", delivery.getEvent())
                .put("delivery", delivery.getId())
                .put("recipient", delivery.getRecipient())
                .put("title", delivery.getTitle())
                .put("body", delivery.getBody());
        data.set("data", json(delivery.getData()));
        ObjectNode body = JSON.createObjectNode()
                .put("type", delivery.getType())
                .put("timestamp", delivery.getTimestamp().toString());
        body.set("data", data);
        return JSON.writeValueAsBytes(body);
    }

    /// The event's data; as a text where it is no JSON.
    private static JsonNode json(@Nullable String text) {
        if (text == null) {
            return JSON.nullNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException noJson) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }
}
