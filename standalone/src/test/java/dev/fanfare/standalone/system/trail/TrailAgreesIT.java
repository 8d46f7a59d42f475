package dev.fanfare.standalone.system.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every state and reason a dozen times, and each pair's trail against what the providers saw.
class TrailAgreesIT {

    private static final List<String> STEPS = List.of(
            "admitted",
            "matched",
            "chosen",
            "refused",
            "held",
            "digested",
            "rendered",
            "attempt",
            "retry",
            "released",
            "dead-lettered",
            "replayed",
            "expired",
            "cancelled",
            "read");
    private static final List<String> REASONS = List.of(
            "rejected",
            "attempts-used-up",
            "muted",
            "no-address",
            "unknown-recipient",
            "excepted",
            "actor",
            "same",
            "capped",
            "quiet",
            "expired",
            "cancelled",
            "step",
            "read",
            "reached",
            "offline");
    private static final List<String> STATES = List.of("DELIVERED", "SKIPPED", "DEAD", "EXPIRED", "CANCELLED");

    @TempDir
    private Path data;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    @Tag("chaos")
    @DisplayName("S0-13: the trail of each pair says what was decided, and agrees with what the providers received")
    void each_pairs_trail_agrees_with_what_the_providers_received() {
        try (Sinks sinks = new Sinks(Duration.ZERO)) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.webhook.retry.delays", "1s");
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("trail", data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    MixedLoad load = new MixedLoad(door, sinks);
                    load.run();
                    load.awaitEnd();
                    Map<String, Long> calls = count(sinks.received());
                    load.told().forEach(one -> one.people().forEach(person -> agrees(door, one.key(), person, calls)));
                    assertThat(seen).as("every step, state and reason").containsKeys(STEPS.toArray(String[]::new));
                    List.of(STEPS, REASONS, STATES)
                            .forEach(names -> names.forEach(name -> assertThat(seen)
                                    .as("%s occurs, of %s", name, seen)
                                    .hasEntrySatisfying(
                                            name, times -> assertThat(times).isGreaterThanOrEqualTo(10))));
                }
            }
        }
    }

    private void agrees(FrontDoor door, String key, String person, Map<String, Long> calls) {
        JsonNode trail = door.get("/v1/events/" + key + "/recipients/" + person);
        trail.path("trail").forEach(step -> {
            note(step.path("step").asString());
            note(step.path("reason").asString(""));
        });
        for (JsonNode delivery : trail.path("deliveries")) {
            note(delivery.path("state").asString());
            String digest = delivery.path("digest").asString("");
            if (List.of("email", "webhook").contains(delivery.path("channel").asString())) {
                String called = digest.isEmpty() ? delivery.path("id").asString() : digest;
                assertThat(delivered(trail, delivery.path("id").asString()))
                        .as("attempts that arrived, by %s", trail)
                        .isEqualTo(calls.getOrDefault(called, 0L));
            }
        }
    }

    private static long delivered(JsonNode trail, String delivery) {
        return trail.path("trail")
                .valueStream()
                .filter(step -> step.path("delivery").asString("").equals(delivery))
                .filter(step -> step.path("answer").asString("").equals("DELIVERED"))
                .count();
    }

    private static Map<String, Long> count(List<Received> received) {
        return received.stream()
                .map(Received::delivery)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private void note(String name) {
        if (!name.isEmpty()) {
            seen.merge(name, 1, Integer::sum);
        }
    }
}
