package dev.fanfare.producer.peers;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks fanout-streams which events it has admitted before, while they are on their way to it.
public final class AskKnown {

    /// For the whole question; a call is not to wait longer for a courtesy.
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Peer streams;
    private final Map<URI, AskTogether<Known>> instances = new ConcurrentHashMap<>();

    public AskKnown(Peer streams) {
        this.streams = streams;
    }

    /// An event as it was admitted: what it said, and the record that said it.
    public record Known(long fingerprint, String topic, int partition, long offset) {}

    /// A question on its way.
    public record Asked(List<CompletableFuture<Map<String, Known>>> answers, long deadline) {

        /// What is known, or nothing where not every instance answered in time.
        public Optional<Map<String, Known>> answer() {
            Map<String, Known> all = new HashMap<>();
            try {
                for (CompletableFuture<Map<String, Known>> answer : answers) {
                    all.putAll(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
                }
                return Optional.of(all);
            } catch (ExecutionException | TimeoutException | CancellationException away) {
                return Optional.empty();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /// Asks all instances at once and does not wait.
    public Asked about(Collection<String> keys) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<URI> now = streams.urls();
        instances.keySet().retainAll(now);
        return new Asked(now.stream().map(url -> at(url).about(keys, deadline)).toList(), deadline);
    }

    private AskTogether<Known> at(URI instance) {
        return instances.computeIfAbsent(instance, url -> new AskTogether<>(System::nanoTime, keys -> ask(url, keys)));
    }

    private CompletableFuture<Map<String, Known>> ask(URI url, List<String> keys) {
        byte[] body = Json.bytes(Map.of("keys", keys));
        HttpRequest request = streams.request(url, "/internal/events/known", PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return streams.client().sendAsync(request, BodyHandlers.ofInputStream()).thenApply(AskKnown::read);
    }

    private static Map<String, Known> read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("status " + answer.statusCode());
            }
            Map<String, Known> known = new HashMap<>();
            Json.read(body)
                    .path("known")
                    .properties()
                    .forEach(entry -> known.put(entry.getKey(), known(entry.getValue())));
            return known;
        } catch (IOException | JacksonException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Known known(JsonNode json) {
        return new Known(
                Long.parseLong(json.path("fingerprint").asString()),
                json.path("topic").asString(),
                json.path("partition").asInt(),
                json.path("offset").asLong());
    }
}
