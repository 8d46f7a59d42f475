package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.core.JacksonException;

/// Asks every instance of fanout-streams whether it works with what was just written.
public final class AskInForce {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Peer streams;

    public AskInForce(Peer streams) {
        this.streams = streams;
    }

    /// Waits 5 s at most; true where all instances say so about all partitions.
    ///
    /// @param written the highest offset written, by partition
    public boolean past(Map<TopicPartition, Long> written) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        written.forEach((partition, offset) -> streams.urls().forEach(url -> answers.add(ask(url, target(partition, offset)))));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return answers.stream().allMatch(answer -> within(answer, deadline));
    }

    private CompletableFuture<Boolean> ask(URI url, String target) {
        HttpRequest request = streams.request(url, target, PATIENCE).build();
        return streams.client().sendAsync(request, BodyHandlers.ofInputStream()).thenApply(AskInForce::read);
    }

    private static String target(TopicPartition partition, long offset) {
        return "/internal/in-force?topic=" + URLEncoder.encode(partition.topic(), StandardCharsets.UTF_8)
                + "&partition=" + partition.partition() + "&offset=" + offset + "&within=" + PATIENCE.toSeconds() + "s";
    }

    private static boolean read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return answer.statusCode() == 200 && Json.read(body).path("inForce").booleanValue(false);
        } catch (IOException | JacksonException unreadable) {
            return false;
        }
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
