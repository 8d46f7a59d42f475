package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.EventData;
import dev.fanfare.schemas.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes a push as large as its service takes: what is too large loses the event's data first, then the end of its
/// words.
final class FitPayload {

    private FitPayload() {}

    /// Writes one push.
    interface Write {

        /// @param data the event's; null for none
        byte[] of(String title, String body, @Nullable JsonNode data);
    }

    /// @param most bytes
    static byte[] of(Delivery delivery, int most, Write write) {
        JsonNode data = delivery.getData() == null ? null : EventData.of(delivery.getData());
        byte[] whole = write.of(delivery.getTitle(), delivery.getBody(), data);
        if (whole.length <= most) {
            return whole;
        }
        String title = delivery.getTitle();
        String body = delivery.getBody();
        byte[] bytes = write.of(title, body, null);
        while (bytes.length > most && title.length() + body.length() > 0) {
            if (body.isEmpty()) {
                title = shorter(title);
            } else {
                body = shorter(body);
            }
            bytes = write.of(title, body, null);
        }
        return bytes;
    }

    /// By a tenth, and an ellipsis; nothing in the end.
    private static String shorter(String text) {
        int length = text.codePointCount(0, text.length());
        int keep = length - Math.max(2, length / 10);
        return keep < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, keep)) + "…";
    }
}
