package dev.fanfare.benchmarks.arrivals;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Who waits for which event to come out, by the event's id.
public final class Arrivals {

    private static final int PATIENCE_SECONDS = 60;

    private final Map<String, CompletableFuture<Long>> expected = new ConcurrentHashMap<>();

    /// Something came out, expected or not.
    public void came(String id) {
        CompletableFuture<Long> waiting = expected.remove(id);
        if (waiting != null) {
            waiting.complete(System.nanoTime());
        }
    }

    /// When this event comes, on the clock of [System#nanoTime]; fails where it does not within a minute.
    public CompletableFuture<Long> expect(String id) {
        CompletableFuture<Long> waiting = new CompletableFuture<Long>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        expected.put(id, waiting);
        return waiting;
    }
}
