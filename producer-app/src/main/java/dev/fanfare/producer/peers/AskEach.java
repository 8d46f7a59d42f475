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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks every instance of another app the same; who does not answer in time holds up nobody.
public final class AskEach {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer peer;
    private final Duration patience;

    public AskEach(Peer peer) {
        this(peer, PATIENCE);
    }

    AskEach(Peer peer, Duration patience) {
        this.peer = peer;
        this.patience = patience;
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
        long deadline = System.nanoTime() + patience.toNanos();
        return new Asked(peer.urls().stream().map(url -> ask(url, target)).toList(), deadline);
    }

    /// Of those any one of which answers for all, the first good answer: one after the other is asked, the next where
    /// one refuses or is silent for its share of 5 s. Within these, whoever answers.
    public Optional<JsonNode> first(String target) {
        List<URI> urls = peer.urls();
        BlockingQueue<Optional<JsonNode>> answers = new LinkedBlockingQueue<>();
        long deadline = System.nanoTime() + patience.toNanos();
        int refused = 0;
        for (int asked = 0; asked < urls.size(); ) {
            long now = System.nanoTime();
            long next = now + (deadline - now) / (urls.size() - asked);
            var _ = ask(urls.get(asked++), target).thenAccept(answers::add);
            while (refused < asked) {
                Optional<JsonNode> answer = within(answers, next);
                if (answer == null) {
                    break;
                }
                if (answer.isPresent()) {
                    return answer;
                }
                refused++;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Optional<JsonNode> within(BlockingQueue<Optional<JsonNode>> answers, long end) {
        try {
            return answers.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private CompletableFuture<Optional<JsonNode>> ask(URI url, String target) {
        HttpRequest request = peer.request(url, target, patience).build();
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
