package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.cloudevents.BinaryMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.databind.JsonNode;

/// CloudEvents' binary mode over HTTP: attributes as `ce-` headers, the body is the data.
final class BinaryCall {

    private static final String PREFIX = "ce-";

    private BinaryCall() {}

    /// The same event as structured mode would have it.
    static JsonNode event(ServerRequest call, byte[] body) {
        BinaryMode event = new BinaryMode();
        for (String name : Collections.list(call.servletRequest().getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX)) {
                for (String value : Collections.list(call.servletRequest().getHeaders(name))) {
                    event.attribute(lower.substring(PREFIX.length()), decoded(lower, value));
                }
            }
        }
        if (!event.has("specversion")) {
            throw Refused.invalid(
                    "specversion",
                    "is missing: here the attributes are ce- headers; send a whole CloudEvent as application/cloudevents+json");
        }
        return event.with(body);
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
