package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Has fanout-streams render words as it will later; any instance does.
public final class AskPreview {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer streams;

    public AskPreview(Peer streams) {
        this.streams = streams;
    }

    /// @throws Refused 503 where no instance answers
    public JsonNode render(Object asked) {
        byte[] body = Json.bytes(asked);
        List<URI> instances = streams.urls();
        for (URI url : instances) {
            try {
                HttpResponse<InputStream> answer =
                        streams.client().send(request(url, body), BodyHandlers.ofInputStream());
                try (InputStream said = answer.body()) {
                    if (answer.statusCode() == 200) {
                        return Json.read(said);
                    }
                }
            } catch (IOException | JacksonException away) {
                continue; // the next one may
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw Refused.away("stopping");
            }
        }
        throw Refused.away(streams.name() + " does not answer");
    }

    private HttpRequest request(URI url, byte[] body) {
        return streams.request(url, "/internal/preview", PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }
}
