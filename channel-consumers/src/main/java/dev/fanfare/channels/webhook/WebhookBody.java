package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.EventData;
import dev.fanfare.schemas.Delivery;
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
        data.set("data", EventData.of(delivery.getData()));
        ObjectNode body = JSON.createObjectNode()
                .put("type", delivery.getType())
                .put("timestamp", delivery.getTimestamp().toString());
        body.set("data", data);
        return JSON.writeValueAsBytes(body);
    }
}
