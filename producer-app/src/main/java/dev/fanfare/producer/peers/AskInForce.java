package dev.fanfare.producer.peers;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.core.JacksonException;

/// Asks fanout-streams whether it works with what was just written: the instance that owns a person, or, for rules and
/// templates, every instance.
public final class AskInForce {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer streams;

    public AskInForce(Peer streams) {
        this.streams = streams;
    }

    /// Waits 5 s at most; true where every instance says so.
    public boolean everywhere(TopicPartition partition, long offset) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return ask(partition, offset).stream().allMatch(answer -> within(answer, deadline));
    }

    /// Waits 5 s at most; true where, for each partition, one instance says so: who does not own it cannot.
    ///
    /// @param written the highest offset written, by partition
    public boolean atOwners(Map<TopicPartition, Long> written) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<CompletableFuture<Boolean>> answers = written.entrySet().stream()
                .map(entry -> anyOf(ask(entry.getKey(), entry.getValue())))
                .toList();
        return answers.stream().allMatch(answer -> within(answer, deadline));
    }

    private List<CompletableFuture<Boolean>> ask(TopicPartition partition, long offset) {
        String target = "/internal/in-force?topic=" + URLEncoder.encode(partition.topic(), StandardCharsets.UTF_8)
                + "&partition=" + partition.partition() + "&offset=" + offset + "&within=" + PATIENCE.toSeconds() + "s";
        return streams.urls().stream().map(url -> ask(url, target)).toList();
    }

    private CompletableFuture<Boolean> ask(URI url, String target) {
        HttpRequest request = streams.request(url, target, PATIENCE).build();
        return streams.client()
                .sendAsync(request, BodyHandlers.ofInputStream())
                .thenApply(AskInForce::read)
                .exceptionally(_ -> false);
    }

    private static boolean read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return answer.statusCode() == 200 && Json.read(body).path("inForce").booleanValue(false);
        } catch (IOException | JacksonException unreadable) {
            return false;
        }
    }

    private static CompletableFuture<Boolean> anyOf(List<CompletableFuture<Boolean>> answers) {
        CompletableFuture<Boolean> any = new CompletableFuture<>();
        for (CompletableFuture<Boolean> answer : answers) {
            var _ = answer.thenAccept(yes -> {
                if (yes) {
                    any.complete(true);
                }
            });
        }
        var _ = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> any.complete(false));
        return any;
    }

    private static boolean within(CompletableFuture<Boolean> answer, long deadline) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
