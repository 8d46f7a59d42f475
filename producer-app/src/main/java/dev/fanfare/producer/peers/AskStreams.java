package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks fanout-streams something that a call of ours depends on.
public final class AskStreams {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Peer streams;

    public AskStreams(Peer streams) {
        this.streams = streams;
    }

    /// What was said to a GET.
    public record Said(int status, JsonNode json) {

        public boolean ok() {
            return status == HttpStatus.OK.value();
        }

        public boolean isUnknown() {
            return status == HttpStatus.NOT_FOUND.value();
        }
    }

    /// @param target path and query
    /// @throws Refused 503 where nobody can say just now
    public Said get(String target) {
        try {
            HttpResponse<InputStream> answer =
                    streams.call(new Peer.Request("GET", target, java.util.Map.of(), PATIENCE));
            try (InputStream body = answer.body()) {
                Said said = new Said(answer.statusCode(), Json.read(body));
                if (said.ok() || said.isUnknown()) {
                    return said;
                }
                throw Refused.away(said.json().path("detail").asString(streams.name() + " cannot say just now"));
            }
        } catch (IOException | JacksonException away) {
            throw Refused.away(streams.name() + " does not answer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.away("stopping");
        }
    }
}
