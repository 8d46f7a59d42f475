package dev.fanfare.producer.peers;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads the metrics of every instance of another app at once; who does not answer is left out.
public final class Scrape {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Peer peer;

    public Scrape(Peer peer) {
        this.peer = peer;
    }

    /// By instance, as text; those of these names only.
    public Map<URI, String> read(String... names) {
        String target = "/actuator/prometheus?includedNames=" + String.join(",", names);
        Map<URI, CompletableFuture<HttpResponse<String>>> asked = new LinkedHashMap<>();
        for (URI url : peer.urls()) {
            asked.put(
                    url,
                    peer.client().sendAsync(peer.request(url, target, PATIENCE).build(), BodyHandlers.ofString()));
        }
        Map<URI, String> answered = new LinkedHashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        asked.forEach((url, answer) -> {
            try {
                HttpResponse<String> said = answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (said.statusCode() == 200) {
                    answered.put(url, said.body());
                }
            } catch (ExecutionException | TimeoutException away) {
                answer.cancel(true);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        return answered;
    }
}
