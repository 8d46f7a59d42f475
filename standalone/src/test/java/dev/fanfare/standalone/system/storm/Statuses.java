package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// What many events have come to.
final class Statuses {

    private static final int AT_ONCE = 50;

    private Statuses() {}

    /// By key: final ones, or as they are after `atMost`.
    static Map<String, JsonNode> of(Collection<String> keys, FrontDoor door, Duration atMost) {
        Map<String, JsonNode> statuses = new ConcurrentHashMap<>();
        long end = System.nanoTime() + atMost.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            keys.forEach(key -> threads.execute(() -> {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                statuses.put(key, left.isZero() ? door.get("/v1/events/" + key) : door.statusOf(key, left));
            }));
        }
        return statuses;
    }
}
