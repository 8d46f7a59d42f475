package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
            Optional<JsonNode> said = ask(request(url, body));
            if (said.isPresent()) {
                return said.get();
            }
        }
        throw away();
    }

    private Refused away() {
        return Refused.away(streams.name() + " does not answer");
    }

    /// Nothing where there is no instance; one that is slow, or broke off, keeps the others from the same trouble.
    private Optional<JsonNode> ask(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = streams.client().send(request, BodyHandlers.ofInputStream());
            try (InputStream said = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw away();
                }
                return Optional.of(Json.read(said));
            }
        } catch (ConnectException notThere) {
            return Optional.empty();
        } catch (IOException | JacksonException broken) {
            throw away();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.away("stopping");
        }
    }

    private HttpRequest request(URI url, byte[] body) {
        return streams.request(url, "/internal/preview", PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }
}
