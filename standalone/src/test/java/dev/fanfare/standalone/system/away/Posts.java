package dev.fanfare.standalone.system.away;

import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/// Several sources post, each one event after the other; who gets no answer posts the same event again.
///
/// @param accepted by key
record Posts(FrontDoor door, int sources, int each, Map<String, Post> byKey) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// @param number among those of its source, in the order in which they were accepted
    record Post(String source, int number) {
        String name() {
            return source + " " + number;
        }
    }

    Posts(FrontDoor door, int sources, int each) {
        this(door, sources, each, new ConcurrentHashMap<>());
    }

    void start(ExecutorService threads) {
        for (int source = 0; source < sources; source++) {
            String name = "/source-" + source;
            threads.execute(() -> {
                for (int number = 0; number < each; number++) {
                    Post post = new Post(name, number);
                    byKey.put(accepted(post), post);
                }
            });
        }
    }

    int accepted() {
        return byKey.size();
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    Set<String> names() {
        return byKey.values().stream().map(Post::name).collect(Collectors.toSet());
    }

    Post of(String key) {
        return Objects.requireNonNull(byKey.get(key), key);
    }

    private String accepted(Post post) {
        String event = """
                {"specversion": "1.0", "id": "%d", "source": "%s", "type": "away", "data": {"number": "%s"}}""".formatted(post.number(), post.source(), post.name());
        return door.tryEvent(event).orElseGet(() -> await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> door.tryEvent(event), Optional::isPresent)
                .orElseThrow());
    }
}
