package dev.fanfare.channels.push;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A push as FCM takes it: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages.
final class FcmMessage {

    /// FCM takes 4,096 bytes of payload; its envelope counts as well here, to be safe.
    private static final int MOST = 4_096;

    private FcmMessage() {}

    static byte[] of(Delivery delivery, Instant now) {
        return FitPayload.of(delivery, MOST, (title, body, data) -> message(delivery, title, body, data, now));
    }

    private static byte[] message(Delivery delivery, String title, String body, @Nullable JsonNode data, Instant now) {
        long seconds = TimeToLive.of(delivery, now).toSeconds();
        boolean soon = delivery.getPriority() == Priority.URGENT || delivery.getPriority() == Priority.HIGH;
        ObjectNode message = Json.MAPPER.createObjectNode().put("token", PushToken.of(delivery));
        ObjectNode notification =
                message.putObject("notification").put("title", title).put("body", body);
        ObjectNode values = message.putObject("data")
                .put("delivery", delivery.getId())
                .put("event", delivery.getEvent())
                .put("type", delivery.getType());
        if (delivery.getUrl() != null) {
            values.put("url", delivery.getUrl());
        }
        if (data != null) {
            values.put("data", data.toString());
        }
        if (delivery.getIcon() != null && delivery.getIcon().startsWith("https://")) {
            notification.put("image", delivery.getIcon());
        }
        message.putObject("android").put("priority", soon ? "HIGH" : "NORMAL").put("ttl", seconds + "s");
        message.putObject("apns")
                .putObject("headers")
                .put("apns-priority", soon ? "10" : "5")
                .put("apns-expiration", String.valueOf(now.getEpochSecond() + seconds));
        ObjectNode envelope = Json.MAPPER.createObjectNode();
        envelope.set("message", message);
        return Json.bytes(envelope);
    }
}
