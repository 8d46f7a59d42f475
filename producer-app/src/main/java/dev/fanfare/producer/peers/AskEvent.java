package dev.fanfare.producer.peers;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks fanout-streams where an event stands.
public final class AskEvent {

    /// Longer than the owner waits for what was written just before.
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final Set<String> WAITING = Set.of("ACCEPTED", "SCHEDULED", "PAUSED");

    private final Peer streams;

    public AskEvent(Peer streams) {
        this.streams = streams;
    }

    /// What is known of an event.
    public sealed interface Known {

        /// @param state in the outside spelling
        /// @param waits whether it has not gone on yet, so that its time can still be another one
        /// @param series whether it brings forth other events rather than being told itself
        record Stands(String state, boolean waits, boolean series) implements Known {}

        /// No event has this key.
        record Nowhere() implements Known {}

        /// Nobody can say just now.
        record Away() implements Known {}
    }

    /// @param key in the form of an event key
    public Known about(String key) {
        try {
            HttpResponse<InputStream> answer = streams.call(Peer.Request.get("/v1/events/" + key, PATIENCE));
            try (InputStream body = answer.body()) {
                return switch (HttpStatus.resolve(answer.statusCode())) {
                    case OK -> stands(Json.read(body));
                    case NOT_FOUND -> new Known.Nowhere();
                    case null, default -> new Known.Away();
                };
            }
        } catch (IOException | JacksonException away) {
            return new Known.Away();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Known.Away();
        }
    }

    private static Known stands(JsonNode event) {
        String state = event.path("state").asString("");
        boolean waits = WAITING.contains(state)
                && (event.hasNonNull("sendAt") || !state.equals("PAUSED"))
                && !event.hasNonNull("releasedAt");
        return new Known.Stands(state, waits, event.hasNonNull("every"));
    }
}
