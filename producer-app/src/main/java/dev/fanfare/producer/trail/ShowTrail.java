package dev.fanfare.producer.trail;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.peers.AskStreams.Said;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/events/{key}/recipients/{id}`: the event's own steps, which its owner knows, before those of the person's
/// deliveries, which the person's owner knows.
public final class ShowTrail implements HandlerFunction<ServerResponse> {

    private final AskStreams streams;

    public ShowTrail(AskStreams streams) {
        this.streams = streams;
    }

    @Override
    public ServerResponse handle(ServerRequest call) {
        String key = call.pathVariable("key");
        String recipient = call.pathVariable("id");
        if (key.length() != EventKey.LENGTH) {
            throw Answers.none("event", key);
        }
        if (!Ids.valid(recipient) && !recipient.startsWith("mailto:") && !recipient.startsWith("tel:")) {
            throw Answers.none("recipient", recipient);
        }
        Said event = streams.get("/v1/events/" + encoded(key));
        if (event.isUnknown()) {
            throw Answers.none("event", key);
        }
        String person = "/internal/recipients/" + encoded(recipient);
        JsonNode found = streams.get(person + "/trail?event=" + encoded(key)).json();
        if (!found.path("brief").isEmpty()) {
            name(
                    found,
                    streams.get(person + "/delivery-ids?event=" + encoded(key)).json());
        }
        return Answers.ok(trail(recipient, event.json(), found));
    }

    private static Map<String, Object> trail(String recipient, JsonNode event, JsonNode found) {
        List<Object> steps = new ArrayList<>(EventSteps.of(event));
        found.path("trail").forEach(steps::add);
        Map<String, Object> trail = new LinkedHashMap<>();
        trail.put("event", event);
        trail.put("recipient", recipient);
        trail.put("deliveries", found.path("deliveries"));
        trail.put("brief", found.path("brief"));
        trail.put("why", Why.notTold(event, found));
        trail.put("trail", steps);
        return trail;
    }

    /// Channels of what only an id is kept of.
    private static void name(JsonNode found, JsonNode channels) {
        for (String part : List.of("brief", "trail")) {
            for (JsonNode one : found.path(part)) {
                String id = one.path(part.equals("brief") ? "id" : "delivery").asString("");
                if (one instanceof ObjectNode object && !one.hasNonNull("channel") && channels.has(id)) {
                    object.set("channel", channels.path(id));
                }
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
