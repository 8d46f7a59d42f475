package dev.fanfare.schemas;

import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Which delivery a provider's callback speaks of: all that an outcome needs, as a text that goes into a URL and comes
/// back. It holds no address and proves nothing by itself.
public record ToldDelivery(
        String delivery,
        String event,
        String type,
        String recipient,
        Channel channel,
        Lane lane,
        int replay,
        Instant acceptedAt) {

    private static final int PARTS = 8;

    public static ToldDelivery of(Delivery delivery) {
        return new ToldDelivery(
                delivery.getId(),
                delivery.getEvent(),
                delivery.getType(),
                delivery.getRecipient(),
                delivery.getChannel(),
                delivery.getLane(),
                delivery.getReplay(),
                delivery.getAcceptedAt());
    }

    /// In base64url.
    public String text() {
        List<Object> parts = List.of(
                delivery,
                event,
                type,
                recipient,
                channel.name(),
                lane.name(),
                String.valueOf(replay),
                String.valueOf(acceptedAt.toEpochMilli()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(parts));
    }

    /// What [#text] gave, also where a mail's header broke it into lines; or nothing.
    public static Optional<ToldDelivery> parse(String text) {
        try {
            byte[] bytes =
                    Base64.getUrlDecoder().decode(text.replaceAll("\\s+", "").getBytes(StandardCharsets.ISO_8859_1));
            JsonNode parts = Json.read(bytes);
            return parts.isArray()
                            && parts.size() == PARTS
                            && parts.valueStream().allMatch(JsonNode::isString)
                    ? Optional.of(of(parts))
                    : Optional.empty();
        } catch (BadInput | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static ToldDelivery of(JsonNode parts) {
        return new ToldDelivery(
                parts.get(0).stringValue(),
                parts.get(1).stringValue(),
                parts.get(2).stringValue(),
                parts.get(3).stringValue(),
                Channel.valueOf(parts.get(4).stringValue()),
                Lane.valueOf(parts.get(5).stringValue()),
                Integer.parseInt(parts.get(6).stringValue()),
                Instant.ofEpochMilli(Long.parseLong(parts.get(7).stringValue())));
    }
}
