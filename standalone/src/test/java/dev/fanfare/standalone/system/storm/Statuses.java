package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.io.UncheckedIOException;
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
            keys.forEach(key -> threads.execute(() -> statuses.put(key, of(key, door, end))));
        }
        return statuses;
    }

    /// A call that finds no answer is made again, once more than there is time for.
    private static JsonNode of(String key, FrontDoor door, long end) {
        while (System.nanoTime() < end) {
            try {
                return door.statusOf(key, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (UncheckedIOException unanswered) {
                System.out.println(unanswered.getMessage() + ": " + unanswered.getCause());
            }
        }
        return door.get("/v1/events/" + key);
    }
}
