package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskDryRun;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.serde.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// `POST /v1/events?dryRun=true`: who would be told, on what and when, and why others not; nothing is written or sent.
final class DryRun {

    private static final String NAME = "dryRun";
    private static final List<String> COPIED =
            List.of("state", "reason", "error", "priority", "sendAt", "expiresAt", "template");

    private final AskDryRun streams;
    private final Codec<Event> events;

    DryRun(AskDryRun streams, Codec<Event> events) {
        this.streams = streams;
        this.events = events;
    }

    /// Whether a call asks for it.
    ///
    /// @throws Refused 400 where it says neither true nor false
    static boolean isAsked(ServerRequest call) {
        return call.param(NAME)
                .map(said -> switch (said) {
                    case "true", "" -> true;
                    case "false" -> false;
                    default -> throw Refused.invalid(NAME, "must be true or false, is " + said);
                })
                .orElse(false);
    }

    static void requireOne(MediaType type) {
        if (type.equalsTypeAndSubtype(ContentTypes.EVENTS) || type.equalsTypeAndSubtype(ContentTypes.NDJSON)) {
            throw Refused.unfit(NAME, "is for one event, not for many");
        }
    }

    /// Who people are and what they would read is for keys that may read.
    ServerResponse run(ServerRequest call, Ready ready) {
        JsonNode found = streams.about(events.encode(ready.event()));
        boolean mayRead = Callers.of(call).may(Role.READ);
        JsonNode people = found.path("people");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NAME, true);
        json.put("key", ready.key());
        json.put("id", ready.event().getId());
        json.put("type", ready.event().getType());
        for (String name : COPIED) {
            json.put(name, found.hasNonNull(name) ? found.path(name) : null);
        }
        json.put(
                "rule",
                found.hasNonNull("ruleVersion")
                        ? Map.of("type", ready.event().getType(), "version", found.path("ruleVersion"))
                        : null);
        json.put("recipients", people.path("recipients").asLong(0));
        json.put("channels", people.has("channels") ? people.path("channels") : Map.of());
        json.put("reasons", people.has("reasons") ? people.path("reasons") : Map.of());
        json.put("complete", people.path("complete").asBoolean(true));
        json.put("first", mayRead && people.has("first") ? people.path("first") : List.of());
        return Answers.ok(json);
    }
}
