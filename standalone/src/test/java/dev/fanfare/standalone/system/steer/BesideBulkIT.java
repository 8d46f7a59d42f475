package dev.fanfare.standalone.system.steer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Urgent and normal events beside a broadcast that waits for a provider of 100 calls a second, from the moment they
/// are posted until the provider's own clock says that they came.
class BesideBulkIT {

    private static final int RATE = 100;
    private static final int TO_TEN_ONE_IN = 5;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration URGENT = Duration.ofSeconds(1);
    private static final Duration NORMAL = Duration.ofSeconds(5);
    private static final int LOADED_AT_ONCE = 20_000;

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S1-13: beside a broadcast to 10,000 an urgent mail leaves within a second, ten normal ones within five")
    void urgent_and_normal_events_pass_a_broadcast() throws Exception {
        beside(10_000, 40);
    }

    @Test
    @Tag("chaos")
    @DisplayName(
            "S1-13, S3-23: beside a broadcast to 100,000 an urgent mail leaves within a second, ten normal ones in five")
    void urgent_and_normal_events_pass_a_broadcast_to_100_000() throws Exception {
        beside(100_000, 100);
    }

    private void beside(int people, int events) throws Exception {
        try (Sinks sinks = new Sinks(Duration.ZERO)) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.email.rate-limit", String.valueOf(RATE));
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("beside-bulk", data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    prepare(door, people);
                    door.event(event("broadcast", "broadcast", ""));
                    await().atMost(PATIENCE).until(() -> sinks.calls() > 5 * RATE);
                    judge(posted(door, events), sinks, people);
                }
            }
        }
    }

    private static void prepare(FrontDoor door, int people) {
        door.put("/v1/templates/words", "{\"en\": {\"subject\": \"{{event.id}}\", \"text\": \"Now.\"}}");
        door.put("/v1/rules/broadcast", """
                {"audiences": ["everyone"], "channels": ["email"], "template": "words"}""");
        door.put("/v1/rules/urgent", """
                {"channels": ["email"], "template": "words", "priority": "urgent"}""");
        door.put("/v1/rules/normal", """
                {"channels": ["email"], "template": "words"}""");
        for (int from = 0; from < people; from += LOADED_AT_ONCE) {
            door.recipients(IntStream.range(from, Math.min(people, from + LOADED_AT_ONCE))
                    .mapToObj(n -> "{\"id\": \"p%1$d\", \"email\": [\"p%1$d@example.org\"]}".formatted(n))
                    .toList());
        }
    }

    /// When each event was posted, at a fixed pace whatever becomes of those before.
    private static Map<String, Instant> posted(FrontDoor door, int events) throws Exception {
        Map<String, Instant> posted = new ConcurrentHashMap<>();
        try (var pace = Executors.newSingleThreadScheduledExecutor()) {
            List<ScheduledFuture<?>> posts = new ArrayList<>();
            for (int n = 0; n < events; n++) {
                int number = n;
                posts.add(pace.schedule(() -> post(door, number, posted), n * PACE.toMillis(), TimeUnit.MILLISECONDS));
            }
            for (ScheduledFuture<?> post : posts) {
                post.get();
            }
        }
        return posted;
    }

    private static void post(FrontDoor door, int number, Map<String, Instant> posted) {
        post(door, "urgent-" + number, "urgent", "p" + number, posted);
        if (number % TO_TEN_ONE_IN == 0) {
            String ten = IntStream.range(10 * number, 10 * number + 10)
                    .mapToObj(person -> "p" + person)
                    .collect(joining(","));
            post(door, "normal-" + number, "normal", ten, posted);
        }
    }

    private static void post(FrontDoor door, String id, String type, String to, Map<String, Instant> posted) {
        posted.put(id, Instant.now());
        door.event(event(id, type, ", \"recipients\": \"" + to + "\""));
    }

    private static String event(String id, String type, String more) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/beside", "type": "%s"%s}""".formatted(id, type, more);
    }

    private static void judge(Map<String, Instant> posted, Sinks sinks, int people) {
        int expected = posted.keySet().stream()
                .mapToInt(event -> event.startsWith("normal") ? 10 : 1)
                .sum();
        await().atMost(PATIENCE)
                .until(() -> calls(posted, sinks).values().stream()
                                .mapToInt(List::size)
                                .sum()
                        >= expected);
        Map<String, List<Instant>> calls = calls(posted, sinks);
        long broadcast = sinks.calls() - expected;
        List<Took> urgent = took(posted, calls, "urgent");
        List<Took> normal = took(posted, calls, "normal");
        System.out.printf(
                "beside a broadcast of which %d of %d had left, at %d calls a second: %s; %s%n",
                broadcast, people, RATE, words("an urgent mail", urgent), words("ten normal mails", normal));
        assertThat(broadcast).as("the broadcast is under way to the end").isLessThan(people);
        assertThat(percentile(urgent, 99)).as("ms, %s", urgent).isLessThanOrEqualTo(URGENT.toMillis());
        assertThat(percentile(normal, 99)).as("ms, %s", normal).isLessThanOrEqualTo(NORMAL.toMillis());
    }

    private static Map<String, List<Instant>> calls(Map<String, Instant> posted, Sinks sinks) {
        return sinks.received().stream()
                .filter(call -> posted.containsKey(call.title()))
                .collect(groupingBy(Received::title, mapping(Received::at, toList())));
    }

    /// From the post of each event until the last of its calls, the shortest first.
    private static List<Took> took(Map<String, Instant> posted, Map<String, List<Instant>> calls, String kind) {
        return calls.entrySet().stream()
                .filter(event -> event.getKey().startsWith(kind))
                .map(event -> new Took(
                        event.getKey(),
                        Duration.between(posted.get(event.getKey()), Collections.max(event.getValue()))
                                .toMillis()))
                .sorted(Comparator.comparingLong(Took::millis))
                .toList();
    }

    private record Took(String event, long millis) {}

    private static String words(String what, List<Took> took) {
        Took slowest = took.getLast();
        return "%s after %d ms (p50), %d ms (p99), %d ms at most (%s)"
                .formatted(what, percentile(took, 50), percentile(took, 99), slowest.millis(), slowest.event());
    }

    private static long percentile(List<Took> sorted, int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1).millis();
    }
}
