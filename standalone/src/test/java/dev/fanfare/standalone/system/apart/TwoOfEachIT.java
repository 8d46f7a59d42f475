package dev.fanfare.standalone.system.apart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two front doors, two of fan-out, two of the channels: whoever is asked, what was said before is known, and whoever
/// is killed, nothing is lost.
@TestInstance(Lifecycle.PER_CLASS)
class TwoOfEachIT {

    private static final int SOME = 40;
    private static final int MANY = 500;
    private static final int FIVE = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
    private final Sinks sinks = new Sinks(Duration.ofMillis(150));
    private Apart fanfare;

    @BeforeAll
    void start(@TempDir Path data) {
        System.out.println("seed " + seed);
        fanfare = new Apart("two", data, sinks.settings(), 2);
        fanfare.start();
    }

    @AfterAll
    void stop() {
        fanfare.close();
        sinks.close();
    }

    @Test
    @DisplayName("S0-29 S2-42 what one front door took is known to the other at once, 40 times in a row")
    void put_then_post_and_post_then_get_over_both_doors() {
        rounds("some", SOME);
    }

    @Test
    @Tag("chaos")
    @DisplayName("what one front door took is known to the other at once, 500 times in a row")
    void put_then_post_and_post_then_get_many_times() {
        rounds("many", MANY);
    }

    @Test
    @DisplayName(
            "S0-22, S0-29, S1-10, S2-24, S3-22: one of each is killed while events flow, and everyone is told once")
    void one_of_each_is_killed_and_comes_back() {
        ComeAndGo run = new ComeAndGo(fanfare, sinks, "killed", new Random(seed));
        judge(run.evidence(List.of(fanfare.front(0), fanfare.front(1)), (flow, kills) -> {
            run.killAndStart(fanfare.fanout(0), flow, kills);
            run.killAndStart(fanfare.channels(0), flow, kills);
            run.killAndStart(fanfare.front(1), flow, kills);
        }));
    }

    @Test
    @Tag("chaos")
    @DisplayName("S0-22, S0-26: the only front door that is asked is killed five times, and what it took is told once")
    void a_front_door_is_killed_five_times() {
        ComeAndGo run = new ComeAndGo(fanfare, sinks, "front", new Random(seed));
        judge(run.evidence(List.of(fanfare.front(0)), (flow, kills) -> {
            for (int kill = 0; kill < FIVE; kill++) {
                run.killAndStart(fanfare.front(0), flow, kills);
            }
        }));
    }

    @Test
    @Tag("chaos")
    @DisplayName("S0-29 S4-09 one more of fan-out and of the channels join while events flow, and leave again")
    void one_more_joins_and_leaves() {
        ComeAndGo run = new ComeAndGo(fanfare, sinks, "joined", new Random(seed));
        judge(run.evidence(List.of(fanfare.front(0), fanfare.front(1)), (flow, kills) -> {
            run.joinAndLeave(fanfare.another("fanout", "two-fanout3"), flow);
            run.joinAndLeave(fanfare.another("channels", "two-channels3"), flow);
        }));
    }

    @Test
    @DisplayName("8 open streams over both doors hear each id once and in order")
    void open_streams_hear_each_id_once() {
        try (ManyStreams streams = new ManyStreams(fanfare, "screens", 8)) {
            streams.tell(5);
            streams.awaitAll();
            streams.judge();
        }
    }

    @Test
    @Tag("chaos")
    @DisplayName(
            "200 open streams behind a round-robin proxy, a channels process and a front door killed: each id once")
    void many_streams_go_on_whoever_is_killed() {
        try (ManyStreams streams = new ManyStreams(fanfare, "streams", 200)) {
            streams.tell(20);
            fanfare.channels(0).kill();
            streams.tell(20);
            fanfare.channels(0).launch();
            fanfare.channels(0).awaitReady();
            streams.tell(10);
            fanfare.front(1).kill();
            streams.tell(10);
            fanfare.front(1).launch();
            fanfare.front(1).awaitReady();
            streams.tell(10);
            streams.awaitAll();
            streams.judge();
        }
    }

    private void rounds(String name, int count) {
        try (FrontDoor one = fanfare.front(0).door();
                FrontDoor other = fanfare.front(1).door()) {
            one.put("/v1/templates/round", "{\"en\": {\"subject\": \"Round\", \"text\": \"and round\"}}");
            List<String> keys = new ArrayList<>();
            List<Double> times = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                String round = name + "-" + number;
                long begin = System.nanoTime();
                keys.add(number % 2 == 0 ? round(round, one, other) : round(round, other, one));
                times.add((System.nanoTime() - begin) / 1e6);
            }
            tell(times);
            everybodyIsTold(name, keys, one, other);
            eachDoorAnswersAlike(name, one, other);
        }
    }

    /// A rule here, a recipient there, the event here, its status there; nothing waits in between.
    private static String round(String round, FrontDoor here, FrontDoor there) {
        here.put("/v1/rules/" + round, """
                {"recipients": "{{data.who}}", "channels": ["email", "in-app"], "template": "round"}""");
        there.put("/v1/recipients/" + round, "{\"email\": [\"" + mail(round) + "\"]}");
        String key = here.event("""
                {"specversion": "1.0", "id": "%1$s", "source": "/rounds", "type": "%1$s", "data": {"who": "%1$s"}}""".formatted(round));
        JsonNode status = there.get("/v1/events/" + key);
        assertThat(status.path("type").asString()).isEqualTo(round);
        return key;
    }

    private void everybodyIsTold(String name, List<String> keys, FrontDoor one, FrontDoor other) {
        for (int number = 0; number < keys.size(); number++) {
            JsonNode status = (number % 2 == 0 ? other : one).statusOf(keys.get(number), PATIENCE);
            assertThat(status.at("/channels/email/delivered").asInt())
                    .as("%s", status)
                    .isOne();
            assertThat(status.at("/channels/in-app/delivered").asInt())
                    .as("%s", status)
                    .isOne();
        }
        Set<String> expected = IntStream.range(0, keys.size())
                .mapToObj(number -> mail(name + "-" + number))
                .collect(Collectors.toSet());
        assertThat(sinks.received())
                .filteredOn(
                        mail -> mail.title().equals("Round") && mail.address().startsWith(name))
                .extracting(Received::address)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /// Both kinds of store, whoever owns a person's part of them.
    private static void eachDoorAnswersAlike(String name, FrontDoor one, FrontDoor other) {
        for (int number = 0; number < SOME; number++) {
            String person = "/v1/recipients/" + name + "-" + number;
            for (String query : List.of("", "/deliveries", "/inbox", "/inbox/unread")) {
                assertThat(one.get(person + query)).as(person + query).isEqualTo(other.get(person + query));
            }
            assertThat(one.get(person + "/inbox/unread").path("unread").asInt()).isOne();
        }
        assertThat(one.all("/v1/events?limit=100"))
                .hasSizeGreaterThanOrEqualTo(SOME)
                .isEqualTo(other.all("/v1/events?limit=100"));
    }

    private static void judge(Evidence evidence) {
        System.out.printf(
                "%d events: %d deliveries, %d calls, %d of them repeated, %d of those without cause%n",
                evidence.statuses().size(),
                evidence.deliveries().size(),
                evidence.calls().size(),
                evidence.repeated(),
                evidence.repeatedWithoutCause().size());
        Guarantee.ALL.forEach(guarantee -> guarantee.holdsFor(evidence));
    }

    private static String mail(String round) {
        return round + "@example.org";
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
