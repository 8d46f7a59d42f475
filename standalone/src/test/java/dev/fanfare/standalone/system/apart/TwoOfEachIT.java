package dev.fanfare.standalone.system.apart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two front doors, two of fan-out, two of the channels: whoever is asked, what was said before is known.
class TwoOfEachIT {

    private static final int SOME = 40;
    private static final int MANY = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    @Test
    @DisplayName("what one front door took is known to the other at once, 40 times in a row")
    void put_then_post_and_post_then_get_over_both_doors() {
        rounds(SOME);
    }

    @Test
    @Tag("chaos")
    @DisplayName("what one front door took is known to the other at once, 500 times in a row")
    void put_then_post_and_post_then_get_many_times() {
        rounds(MANY);
    }

    private void rounds(int count) {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                Apart fanfare = new Apart("two", data, sinks, 2)) {
            fanfare.start();
            try (FrontDoor one = fanfare.front(0).door();
                    FrontDoor other = fanfare.front(1).door()) {
                one.put("/v1/templates/round", "{\"en\": {\"subject\": \"Round\", \"text\": \"and round\"}}");
                List<String> keys = new ArrayList<>();
                List<Double> times = new ArrayList<>();
                for (int round = 0; round < count; round++) {
                    long begin = System.nanoTime();
                    keys.add(round % 2 == 0 ? round(round, one, other) : round(round, other, one));
                    times.add((System.nanoTime() - begin) / 1e6);
                }
                tell(times);
                everybodyIsTold(keys, one, other, sinks);
                eachDoorAnswersAlike(count, one, other);
            }
        }
    }

    /// A rule here, a recipient there, the event here, its status there; nothing waits in between.
    private static String round(int round, FrontDoor here, FrontDoor there) {
        here.put("/v1/rules/round-" + round, """
                {"recipients": "{{data.who}}", "channels": ["email", "in-app"], "template": "round"}""");
        there.put("/v1/recipients/person-" + round, "{\"email\": [\"" + mail(round) + "\"]}");
        String key = here.event("""
                {"specversion": "1.0", "id": "%d", "source": "/rounds", "type": "round-%d", "data": {"who": "person-%d"}}""".formatted(
                        round, round, round));
        JsonNode status = there.get("/v1/events/" + key);
        assertThat(status.path("type").asString()).isEqualTo("round-" + round);
        return key;
    }

    private static void everybodyIsTold(List<String> keys, FrontDoor one, FrontDoor other, Sinks sinks) {
        for (int round = 0; round < keys.size(); round++) {
            JsonNode status = (round % 2 == 0 ? other : one).statusOf(keys.get(round), PATIENCE);
            assertThat(status.at("/channels/email/delivered").asInt()).as("%s", status).isOne();
            assertThat(status.at("/channels/in-app/delivered").asInt()).as("%s", status).isOne();
        }
        Set<String> expected =
                IntStream.range(0, keys.size()).mapToObj(TwoOfEachIT::mail).collect(Collectors.toSet());
        assertThat(sinks.received()).extracting("address").containsExactlyInAnyOrderElementsOf(expected);
    }

    /// Both kinds of store, whoever owns a person's part of them.
    private static void eachDoorAnswersAlike(int count, FrontDoor one, FrontDoor other) {
        for (int round = 0; round < Math.min(count, SOME); round++) {
            for (String query : List.of("", "/deliveries", "/inbox", "/inbox/unread")) {
                String path = "/v1/recipients/person-" + round + query;
                assertThat(one.get(path)).as(path).isEqualTo(other.get(path));
            }
            assertThat(one.get("/v1/recipients/person-" + round + "/inbox/unread").path("unread").asInt()).isOne();
        }
        assertThat(one.all("/v1/events?limit=100")).hasSize(count);
        assertThat(other.all("/v1/events?limit=100")).hasSize(count);
    }

    private static String mail(int round) {
        return "person-" + round + "@example.org";
    }

    private static void tell(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d rounds of four calls: %.0f ms at the median, %.0f ms for 99 of 100, %.0f ms at most%n",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getLast());
    }
}
