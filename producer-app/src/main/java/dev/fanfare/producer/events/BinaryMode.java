package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.databind.node.ObjectNode;

/// CloudEvents' binary mode over HTTP: attributes as `ce-` headers, the body is the data.
final class BinaryMode {

    private static final String PREFIX = "ce-";

    private BinaryMode() {}

    /// The same event as structured mode would have it.
    static ObjectNode event(ServerRequest call, byte[] body) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        for (String name : Collections.list(call.servletRequest().getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX)) {
                event.put(
                        lower.substring(PREFIX.length()),
                        decoded(lower, call.servletRequest().getHeader(name)));
            }
        }
        if (event.has("data") || event.has("data_base64")) {
            throw Refused.invalid("ce-data", "the data is the body");
        }
        if (!event.has("specversion")) {
            throw Refused.invalid(
                    "specversion",
                    "is missing: here the attributes are ce- headers; send a whole CloudEvent as application/cloudevents+json");
        }
        if (body.length > 0) {
            event.set("data", Json.read(body));
        }
        return event;
    }

    /// Headers carry what is not ASCII percent-encoded.
    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Refused.invalid(name, "is not percent-encoded as it must be");
        }
    }
}
