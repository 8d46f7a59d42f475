package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks fanout-streams what an event would come to.
public final class AskDryRun {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Peer streams;

    public AskDryRun(Peer streams) {
        this.streams = streams;
    }

    /// @param event in Avro
    /// @throws Refused 503 where nobody can say just now
    public JsonNode about(byte[] event) {
        for (URI url : streams.urls()) {
            try {
                HttpResponse<InputStream> answer = streams.client()
                        .send(
                                streams.request(url, "/internal/dry-run", PATIENCE)
                                        .header("Content-Type", "application/octet-stream")
                                        .POST(BodyPublishers.ofByteArray(event))
                                        .build(),
                                BodyHandlers.ofInputStream());
                return said(answer);
            } catch (ConnectException | HttpConnectTimeoutException next) {
                continue;
            } catch (IOException | JacksonException away) {
                break;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw Refused.away("stopping");
            }
        }
        throw Refused.away(streams.name() + " does not answer");
    }

    private JsonNode said(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            JsonNode json = Json.read(body);
            if (answer.statusCode() == HttpStatus.OK.value()) {
                return json;
            }
            throw Refused.away(json.path("detail").asString(streams.name() + " cannot say just now"));
        }
    }
}
