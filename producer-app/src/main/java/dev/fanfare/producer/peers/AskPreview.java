package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Has fanout-streams render words as it will later; any instance does.
public final class AskPreview {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TOO_MANY = HttpStatus.TOO_MANY_REQUESTS.value();
    /// What fan-out renders for one call at most, with what JSON adds to it.
    private static final int MOST_BYTES = 8 * 1024 * 1024;

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
                return Optional.of(read(answer.statusCode(), said));
            }
        } catch (ConnectException | HttpConnectTimeoutException notThere) {
            return Optional.empty();
        } catch (IOException | JacksonException broken) {
            throw away();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.away("stopping");
        }
    }

    private JsonNode read(int status, InputStream said) throws IOException {
        if (status == TOO_MANY) {
            throw new Refused(new Problem(HttpStatus.TOO_MANY_REQUESTS, "others are looking at previews; try again")
                    .header(HttpHeaders.RETRY_AFTER, "1"));
        }
        if (status != 200) {
            throw away();
        }
        byte[] words = said.readNBytes(MOST_BYTES + 1);
        if (words.length > MOST_BYTES) {
            throw Refused.because(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "these are too many words for one preview: ask for one locale or one channel");
        }
        return Json.read(words);
    }

    private HttpRequest request(URI url, byte[] body) {
        return streams.request(url, "/internal/preview", PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }
}
