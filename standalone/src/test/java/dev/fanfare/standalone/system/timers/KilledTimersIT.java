package dev.fanfare.standalone.system.timers;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` with 10,000 timers waiting, in the second in which 2,000 of them are due: events with a time, digests, and
/// deliveries that quiet hours hold.
@Tag("chaos")
class KilledTimersIT {

    private static final Duration TO_SET = Duration.ofSeconds(60);
    private static final Duration INTO_THE_SECOND = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S1-11, S1-18: pipeline and broker are killed when 2,000 timers of 10,000 are due, and each fires once")
    void each_timer_fires_once() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("killed-timers", data, sinks.settings())) {
            fanfare.start();
            Instant due = Instant.now().plus(TO_SET).truncatedTo(ChronoUnit.SECONDS);
            Waiting now = new Waiting("now", due, 700, 600, 700);
            Waiting later = new Waiting("later", due.plusSeconds(60), 2_900, 2_400, 2_700);
            try (FrontDoor door = fanfare.frontDoor()) {
                set(door, now, later);
            }
            await().atMost(TO_SET).pollInterval(Duration.ofMillis(1)).until(() -> !Instant.now()
                    .isBefore(due.plus(INTO_THE_SECOND)));
            Instant killed = Instant.now();
            fanfare.kill();
            System.out.printf("killed when %d had been told%n", sinks.distinct());
            fanfare.start();
            Map<String, Instant> expected = new HashMap<>(now.addresses());
            expected.putAll(later.addresses());
            await().atMost(PATIENCE).until(() -> sinks.distinct() >= expected.size());
            try (FrontDoor door = fanfare.frontDoor()) {
                judge(
                        door,
                        Collected.from(fanfare.bootstrapServers(), sinks)
                                .evidence(expected.keySet(), List.of(), List.of(killed)),
                        expected);
            }
        }
    }

    /// All wait before any is due.
    private static void set(FrontDoor door, Waiting... all) {
        door.put("/v1/templates/timers", """
                {"en": {"subject": "It is time", "text": "{{count}}"}}""");
        for (Waiting each : all) {
            each.rules(door);
            door.recipients(each.lines());
        }
        int timers = 0;
        for (Waiting each : all) {
            door.post("/v1/events", "application/x-ndjson", String.join("\n", each.events()), 202);
            timers += each.size();
        }
        int wanted = timers;
        Instant first = all[0].due();
        await().atMost(TO_SET).untilAsserted(() -> assertThat(door.all("/v1/scheduled?limit=1000"))
                .as("waiting at %s", Instant.now())
                .hasSize(wanted));
        assertThat(Instant.now()).as("all wait before the first is due").isBefore(first);
    }

    private static void judge(FrontDoor door, Evidence evidence, Map<String, Instant> due) {
        late(evidence.calls(), due);
        Guarantee.ALL.stream()
                // The mails of digests are fewer than the deliveries that they tell of.
                .filter(guarantee -> !(guarantee instanceof CountsAddUp))
                .forEach(guarantee -> guarantee.holdsFor(evidence));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.all("/v1/events?limit=1000"))
                .as("states")
                .extracting(event -> event.path("state").asString())
                .containsOnly("DONE"));
        assertThat(door.all("/v1/scheduled")).isEmpty();
    }

    private static void late(List<Received> calls, Map<String, Instant> due) {
        for (Instant second : due.values().stream().sorted().collect(toSet())) {
            List<Long> late = calls.stream()
                    .filter(call -> second.equals(due.get(call.address())))
                    .map(call -> Duration.between(second, call.at()).toMillis())
                    .sorted()
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%d due at %s, late: least %d ms, median %d ms, most %d ms%n",
                    late.size(),
                    second,
                    late.getFirst(),
                    late.get(late.size() / 2),
                    late.getLast());
            assertThat(late.getFirst()).as("none too early").isNotNegative();
        }
    }
}
