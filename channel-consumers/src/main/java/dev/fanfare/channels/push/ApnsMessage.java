package dev.fanfare.channels.push;

import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A push as Apple takes it: an alert, with the delivery beside it; its `apns-id` follows from the delivery's id.
final class ApnsMessage {

    private static final int MOST = 4_096;

    private ApnsMessage() {}

    static SimpleApnsPushNotification of(Delivery delivery, String topic, Instant now) {
        byte[] payload = FitPayload.of(delivery, MOST, (title, body, data) -> payload(delivery, title, body, data));
        boolean soon = delivery.getPriority() != Priority.LOW;
        return new SimpleApnsPushNotification(
                PushToken.of(delivery),
                topic,
                new String(payload, StandardCharsets.UTF_8),
                now.plus(TimeToLive.of(delivery, now)),
                soon ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
                PushType.ALERT,
                null,
                UUID.nameUUIDFromBytes(delivery.getId().getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] payload(Delivery delivery, String title, String body, @Nullable JsonNode data) {
        ObjectNode payload = Json.MAPPER.createObjectNode();
        ObjectNode aps = payload.putObject("aps");
        aps.putObject("alert").put("title", title).put("body", body);
        if (delivery.getPriority() == Priority.URGENT || delivery.getPriority() == Priority.HIGH) {
            aps.put("sound", "default");
        }
        payload.put("delivery", delivery.getId())
                .put("event", delivery.getEvent())
                .put("type", delivery.getType());
        if (delivery.getUrl() != null) {
            payload.put("url", delivery.getUrl());
        }
        if (data != null) {
            payload.set("data", data);
        }
        return Json.bytes(payload);
    }
}
