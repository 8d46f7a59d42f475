package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks fanout-streams about a person or an audience where an answer of ours depends on it.
public final class AskPeople {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer streams;

    public AskPeople(Peer streams) {
        this.streams = streams;
    }

    public Optional<JsonNode> recipient(String id) {
        return get("/v1/recipients/" + encoded(id));
    }

    public Optional<JsonNode> preferences(String id) {
        return get("/v1/recipients/" + encoded(id) + "/preferences");
    }

    /// One page of an audience's members: `{"items", "next"}`.
    ///
    /// @param cursor of the page before; empty for the first
    public Optional<JsonNode> members(String audience, String cursor) {
        String next = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
        return get("/v1/audiences/" + encoded(audience) + "/members?limit=1000" + next);
    }

    private Optional<JsonNode> get(String target) {
        try {
            HttpResponse<InputStream> answer = streams.call(Peer.Request.get(target, PATIENCE));
            try (InputStream body = answer.body()) {
                return switch (answer.statusCode()) {
                    case 200 -> Optional.of(Json.read(body));
                    case 404 -> Optional.empty();
                    default -> throw Refused.away(streams.name() + " answers " + answer.statusCode());
                };
            }
        } catch (IOException | JacksonException away) {
            throw Refused.away(streams.name() + " does not answer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.away("stopping");
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
