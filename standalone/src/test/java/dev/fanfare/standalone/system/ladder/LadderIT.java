package dev.fanfare.standalone.system.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The old thread's ladder, through real sockets to providers that take 200 ms for each call: printed, since speed is
/// never asserted; asserted is that everyone is told.
class LadderIT {

    private static final Duration CALL = Duration.ofMillis(200);
    private static final List<String> CHANNELS = List.of("email", "webhook");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// What the thread that told one after the other took, as its own page says.
    private static final List<Rung> OLD_THREAD = List.of(
            new Rung(1, "0.1 s"),
            new Rung(8, "1 to 2 s"),
            new Rung(50, "10 s"),
            new Rung(100, "20 s"),
            new Rung(500, "100 s"),
            new Rung(1_000, "200 s, timed out"),
            new Rung(10_000, "not possible"));

    @TempDir
    private Path data;

    private record Rung(int people, String oldThread) {

        String audience() {
            return "ladder:" + people;
        }
    }

    @Test
    @DisplayName("S0-03, S0-04, S0-06: the ladder's first rungs")
    void the_first_rungs() {
        climb(3);
    }

    @Test
    @Tag("chaos")
    @DisplayName("S0-03, S0-04, S0-05, S0-06, S0-26, S2-30: the whole ladder, and 10,000 beyond its end")
    void the_whole_ladder() {
        climb(OLD_THREAD.size());
    }

    private void climb(int rungs) {
        List<Rung> ladder = OLD_THREAD.subList(0, rungs);
        try (Sinks sinks = new Sinks(CALL);
                PipelineProcess fanfare = PipelineProcess.asLaunched("ladder", data, sinks.settings())) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                prepare(door, sinks, ladder);
                // Not counted: classes and connections are there after it.
                CHANNELS.forEach(channel -> tell(door, sinks, channel, ladder.getFirst(), "warm-up"));
                System.out.printf("%nfrom the 202 to the last call, each of %d ms%n", CALL.toMillis());
                System.out.printf("%10s  %-18s  %8s  %8s%n", "recipients", "one after another", "email", "webhook");
                for (Rung rung : ladder) {
                    System.out.printf("%10d  %-18s", rung.people(), rung.oldThread());
                    CHANNELS.forEach(channel -> print(tell(door, sinks, channel, rung, "rung")));
                    System.out.println();
                }
            }
        }
    }

    private static void prepare(FrontDoor door, Sinks sinks, List<Rung> ladder) {
        door.put(
                "/v1/templates/ladder",
                "{\"en\": {\"subject\": \"One of {{data.people}}\", \"text\": \"You are told.\"}}");
        CHANNELS.forEach(channel -> door.put("/v1/rules/ladder." + channel, """
                {"audiences": ["ladder:{{data.people}}"], "channels": ["%s"], "template": "ladder"}""".formatted(channel)));
        door.recipients(new People(ladder.getLast().people(), sinks, person -> audiences(ladder, person)).lines());
    }

    private static List<String> audiences(List<Rung> ladder, int person) {
        return ladder.stream()
                .filter(rung -> person < rung.people())
                .map(Rung::audience)
                .toList();
    }

    private static Duration tell(FrontDoor door, Sinks sinks, String channel, Rung rung, String id) {
        long before = sinks.distinct();
        String key = door.event("""
                {"specversion": "1.0", "id": "%1$s-%2$d", "source": "/ladder/%3$s", "type": "ladder.%3$s", "data": {"people": %2$d}}""".formatted(id, rung.people(), channel));
        Instant accepted = Instant.now();
        await().atMost(PATIENCE).until(() -> sinks.distinct() >= before + rung.people());
        JsonNode status = door.statusOf(key, PATIENCE);
        assertThat(CountsAddUp.sum(status, "/delivered")).as("%s", status).isEqualTo(rung.people());
        assertThat(sinks.distinct()).isEqualTo(before + rung.people());
        return Duration.between(accepted, Instant.ofEpochMilli(sinks.lastAt()));
    }

    private static void print(Duration time) {
        System.out.printf("  %6.2f s", time.toMillis() / 1_000.0);
    }
}
