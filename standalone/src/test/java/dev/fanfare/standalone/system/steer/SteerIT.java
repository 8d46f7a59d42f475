package dev.fanfare.standalone.system.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A broadcast through a provider with a limited rate, cancelled or paused while most of it waits on the channel's
/// topic.
class SteerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final int LOADED_AT_ONCE = 10_000;

    @TempDir
    private Path data;

    @Test
    @DisplayName("S1-49: a broadcast is paused, goes on and is cancelled, and nobody is told too late or twice")
    void a_broadcast_is_paused_goes_on_and_is_cancelled() {
        run("steer", 2_000, 200, (door, sinks) -> {
            String key = broadcast(door, "1");
            await().atMost(PATIENCE).until(() -> isExpanded(door, key) && sinks.calls() > 100);

            Instant paused = door.steer("POST", "/v1/events/" + key + "/pause");
            await().atMost(PATIENCE).until(() -> open(door, key, "held") > 0 && open(door, key, "queued") == 0);
            assertThat(status(door, key).path("state").asString()).isEqualTo("PAUSED");
            assertNobodyIsToldAfter(paused, sinks.received());
            long then = sinks.calls();

            Instant resumed = door.steer("POST", "/v1/events/" + key + "/resume");
            await().atMost(PATIENCE).until(() -> open(door, key, "held") == 0);
            assertThat(open(door, key, "queued")).as("back in line, most of it").isPositive();
            await().atMost(PATIENCE).until(() -> sinks.calls() > then + 100);
            assertThat(sinks.received())
                    .noneMatch(call -> call.at().isAfter(paused.plus(PROMISED))
                            && call.at().isBefore(resumed.minus(PROMISED)));

            Instant cancelled = door.steer("DELETE", "/v1/events/" + key);
            assertCancelled(door, sinks, key, cancelled, 2_000);
        });
    }

    @Test
    @Tag("chaos")
    @DisplayName("Cancel with 200,000 records on the channel's topic: nothing begins later than a second after the 202")
    void a_cancel_stops_200_000() {
        run("steer-many", 200_000, 500, (door, sinks) -> {
            String key = broadcast(door, "1");
            await().atMost(PATIENCE).until(() -> isExpanded(door, key) && sinks.calls() > 1_000);

            Instant cancelled = door.steer("DELETE", "/v1/events/" + key);
            assertCancelled(door, sinks, key, cancelled, 200_000);
        });
    }

    private interface Play {
        void with(FrontDoor door, Sinks sinks);
    }

    private void run(String name, int people, int perSecond, Play play) {
        try (Sinks sinks = new Sinks(Duration.ZERO)) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.email.rate-limit", String.valueOf(perSecond));
            settings.put("fanfare.fanout.ahead", "0s");
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker(name, data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    prepare(door, people);
                    play.with(door, sinks);
                }
            }
        }
    }

    private static void prepare(FrontDoor door, int people) {
        door.put("/v1/templates/news", "{\"en\": {\"subject\": \"News\", \"text\": \"For all.\"}}");
        door.put("/v1/rules/news", """
                {"audiences": ["everyone"], "channels": ["email"], "template": "news"}""");
        for (int from = 0; from < people; from += LOADED_AT_ONCE) {
            door.recipients(IntStream.range(from, Math.min(people, from + LOADED_AT_ONCE))
                    .mapToObj(n -> "{\"id\": \"p%1$d\", \"email\": [\"p%1$d@example.org\"]}".formatted(n))
                    .toList());
        }
    }

    private static String broadcast(FrontDoor door, String id) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/steer", "type": "news"}""".formatted(id));
    }

    private static void assertCancelled(FrontDoor door, Sinks sinks, String key, Instant cancelled, int people) {
        await().atMost(PATIENCE)
                .until(() -> status(door, key).path("state").asString().equals("CANCELLED"));
        JsonNode status = status(door, key);
        System.out.printf(
                "%nof %d: %d had left, %d were stopped; CANCELLED %d ms after the 202, last call %d ms after it%n",
                people,
                status.path("left").asLong(),
                status.path("stopped").asLong(),
                Duration.between(cancelled, Instant.now()).toMillis(),
                Duration.between(cancelled, Instant.ofEpochMilli(sinks.lastAt()))
                        .toMillis());
        assertNobodyIsToldAfter(cancelled, sinks.received());
        CountsAddUp.inEachChannelOf(status);
        assertThat(CountsAddUp.sum(status, "/expected")).isEqualTo(people);
        assertThat(status.path("stopped").asLong() + status.path("left").asLong())
                .isEqualTo(people);
        assertThat(status.path("left").asLong()).isEqualTo(sinks.distinct());
        assertThat(sinks.calls()).as("nobody is told twice").isEqualTo(sinks.distinct());
    }

    private static void assertNobodyIsToldAfter(Instant asked, List<Received> calls) {
        assertThat(calls).noneMatch(call -> call.at().isAfter(asked.plus(PROMISED)));
    }

    private static boolean isExpanded(FrontDoor door, String key) {
        return status(door, key).at("/expansion/done").asBoolean();
    }

    private static long open(FrontDoor door, String key, String state) {
        return CountsAddUp.sum(status(door, key), "/open/" + state);
    }

    private static JsonNode status(FrontDoor door, String key) {
        return door.get("/v1/events/" + key);
    }
}
