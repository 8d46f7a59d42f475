package dev.fanfare.producer.peers;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks every instance of another app the same at once; who does not answer in time holds up nobody.
public final class AskEach {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer peer;

    public AskEach(Peer peer) {
        this.peer = peer;
    }

    public String name() {
        return peer.name();
    }

    /// A question that is under way, one answer for each instance.
    public record Asked(List<CompletableFuture<Optional<JsonNode>>> answers, long deadline) {

        /// How many instances there are.
        public int known() {
            return answers.size();
        }

        /// Of those that answer with 200 within 5 s.
        public List<JsonNode> answered() {
            return answers.stream().flatMap(answer -> within(answer).stream()).toList();
        }

        private Optional<JsonNode> within(CompletableFuture<Optional<JsonNode>> answer) {
            try {
                return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException away) {
                return Optional.empty();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /// @param target path and query
    public Asked get(String target) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return new Asked(peer.urls().stream().map(url -> ask(url, target)).toList(), deadline);
    }

    private CompletableFuture<Optional<JsonNode>> ask(URI url, String target) {
        HttpRequest request = peer.request(url, target, PATIENCE).build();
        return peer.client()
                .sendAsync(request, BodyHandlers.ofInputStream())
                .thenApply(AskEach::read)
                .exceptionally(_ -> Optional.empty());
    }

    private static Optional<JsonNode> read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return answer.statusCode() == 200 ? Optional.of(Json.read(body)) : Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
