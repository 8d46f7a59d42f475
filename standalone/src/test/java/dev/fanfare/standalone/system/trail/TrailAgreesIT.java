package dev.fanfare.standalone.system.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Ten thousand pairs of event and person, in which every state and reason comes a dozen times: each pair's trail
/// against what the providers saw.
class TrailAgreesIT {

    private static final int PAIRS = 10_000;
    private static final int EACH = 10;
    private static final int READERS = 16;

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
            "unmatched",
            "failed",
            "read");

    /// Reasons that no trail of a whole pipeline gives, and why.
    private static final Map<Reason, String> NOT_HERE = new EnumMap<>(Map.of(
            Reason.OTHER, "stands for one that a later version wrote",
            Reason.PROVIDER, "nothing gives it, and what stands in a schema stays",
            Reason.TIMEOUT, "nothing gives it, and what stands in a schema stays",
            Reason.DISCARDED, "nothing gives it: what is discarded stays DEAD of what it died of",
            Reason.INTERNAL, "takes a fault of our own; SetAsideTest and its like bring one about",
            Reason.UNREADABLE, "such an event has no key, and so no trail; its letter says it"));

    @TempDir
    private Path data;

    private final Seen seen = new Seen();
    private final Set<String> deliveries = ConcurrentHashMap.newKeySet();

    @Test
    @Tag("chaos")
    @DisplayName(
            "S0-13: of 10,000 pairs, with every state and reason, each trail agrees with what the providers received")
    void each_pairs_trail_agrees_with_what_the_providers_received() {
        try (Sinks sinks = new Sinks(Duration.ZERO)) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.webhook.retry.delays", "1s");
            settings.put("fanfare.email.retry.delays", "1s");
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("trail", data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    Load load = new Load(door, sinks);
                    tell(load, fanfare.bootstrapServers());
                    load.awaitEnd();
                    Calls calls = new Calls(sinks);
                    assertThat(everyTrail(load, calls)).as("pairs").isGreaterThanOrEqualTo(PAIRS);
                    calls.areAllTold(deliveries);
                    everythingOccurs();
                    assertThat(door.all("/v1/dead-letters?channel=events&reason=unreadable"))
                            .as("events that nobody can read")
                            .hasSize(Load.EACH);
                }
            }
        }
    }

    private static void tell(Load load, String bootstrapServers) {
        try (StrangeRecords records = new StrangeRecords(bootstrapServers)) {
            StrangeLoad strange = new StrangeLoad(load, records);
            strange.prepare();
            MixedLoad mixed = new MixedLoad(load);
            mixed.prepare();
            new Crowd(load).run();
            mixed.run();
            strange.run();
            strange.leaveOpen();
        }
    }

    /// Answers how many.
    private int everyTrail(Load load, Calls calls) {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<Integer>> read = load.told().stream()
                    .map(one -> readers.submit(() -> trails(load.door(), one, calls)))
                    .toList();
            int pairs = 0;
            for (Future<Integer> each : read) {
                pairs += each.get();
            }
            return pairs;
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// The pairs of one event, and the lists of it.
    private int trails(FrontDoor door, Load.Told one, Calls calls) {
        String event = "/v1/events/" + one.key();
        Map<String, String> told = new HashMap<>();
        for (String person : one.people()) {
            String path = event + "/recipients/" + person;
            JsonNode trail = door.ask(path).orElseGet(() -> door.get(path));
            seen.note(trail);
            calls.agree(trail);
            trail.path("deliveries").forEach(each -> told.put(each.path("id").asString(), ended(each)));
            trail.path("deliveries").forEach(each -> deliveries.add(calls.called(each)));
            assertThat(trail.path("brief")).isEmpty();
        }
        assertThat(door.all(event + "/deliveries").stream()
                        .collect(Collectors.toMap(each -> each.path("id").asString(), TrailAgreesIT::ended)))
                .as("deliveries of %s", one.key())
                .isEqualTo(told);
        CountsAddUp.inEachChannelOf(door.get(event));
        return one.people().size();
    }

    private static String ended(JsonNode delivery) {
        return delivery.path("state").asString() + " " + delivery.path("reason").asString("");
    }

    private void everythingOccurs() {
        occur("step", STEPS, seen.steps());
        occur("state", List.of(State.values()).stream().map(State::name).toList(), seen.states());
        List<String> given = List.of(Reason.values()).stream()
                .filter(reason -> !NOT_HERE.containsKey(reason))
                .map(Names::of)
                .toList();
        occur("reason", given, seen.reasons());
        NOT_HERE.forEach((reason, why) ->
                assertThat(seen.reasons()).as("%s, which %s", reason, why).doesNotContainKey(Names.of(reason)));
    }

    private static void occur(String kind, List<String> names, Map<String, Integer> counts) {
        assertThat(names)
                .as("%ss that come less than %d times, of %s", kind, EACH, counts)
                .allMatch(name -> counts.getOrDefault(name, 0) >= EACH);
        System.out.printf("%ss: %s%n", kind, counts);
    }
}
