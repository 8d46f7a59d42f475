package dev.fanfare.standalone.system.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broadcasts to 200,000 people on two channels, two fan-out processes of which one comes and goes, and kills in the
/// middle. `-Dchaos.rounds` and `-Dchaos.people` say how much of it, `-Dchaos.seed` repeats a run.
@Tag("chaos")
class KilledBroadcastIT {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 10);
    private static final int PEOPLE = Integer.getInteger("chaos.people", 200_000);
    private static final int LOADED_AT_ONCE = 20_000;

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
    private final Calls calls = new Calls();

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S0-22, S0-26, S0-27, S1-44, S3-23: fan-out and broker are killed during broadcasts, and each delivery stands once")
    void every_delivery_stands_once_whoever_is_killed() {
        System.out.println("seed " + seed);
        try (Sinks sinks = new Sinks(Duration.ZERO, calls);
                Apart fanfare = new Apart("broadcast", data, settings(sinks), 2, 1)) {
            fanfare.start();
            People crowd = new People(PEOPLE, sinks, _ -> List.of("crowd:all"));
            List<Round> rounds = Round.draw(ROUNDS, new Random(seed));
            try (FrontDoor door = fanfare.front(0).door();
                    ReadLanes lanes = new ReadLanes(fanfare.bootstrapServers())) {
                prepare(door, crowd, rounds);
                KilledBroadcast broadcast = new KilledBroadcast(fanfare, door, crowd.addresses(), lanes, calls);
                rounds.forEach(round -> judge(round, broadcast));
                assertThat(lanes.left()).as("deliveries that came late").isZero();
                assertThat(calls.left()).as("calls that came late").isZero();
            }
        }
    }

    /// As fast as can be, so that a process is killed while many chunks are under way.
    private static Map<String, String> settings(Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.fanout.ahead", "0s");
        return settings;
    }

    private static void prepare(FrontDoor door, People crowd, List<Round> rounds) {
        door.put("/v1/templates/round", "{\"en\": {\"subject\": \"{{event.type}}\", \"text\": \"Nothing was lost.\"}}");
        rounds.forEach(round -> door.put("/v1/rules/" + KilledBroadcast.type(round), """
                {"audiences": ["crowd:all"], "channels": ["email", "webhook"], "template": "round"}"""));
        List<String> lines = crowd.lines();
        for (int from = 0; from < lines.size(); from += LOADED_AT_ONCE) {
            door.recipients(lines.subList(from, Math.min(lines.size(), from + LOADED_AT_ONCE)));
        }
    }

    private void judge(Round round, KilledBroadcast broadcast) {
        long begin = System.nanoTime();
        System.out.println(round);
        Evidence evidence = broadcast.evidence(round);
        System.out.printf(
                "seed %d, round %d, %d s: %d deliveries, %d calls, %d of them repeated, %d of those without cause%n",
                seed,
                round.number(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                evidence.deliveries().size(),
                evidence.calls().size(),
                evidence.repeated(),
                evidence.repeatedWithoutCause().size());
        Guarantee.ALL.forEach(guarantee -> guarantee.holdsFor(evidence));
    }
}
