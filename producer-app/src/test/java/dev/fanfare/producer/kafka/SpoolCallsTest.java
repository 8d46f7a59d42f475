package dev.fanfare.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Broker;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.fakes.Written;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A front door with a spool, whose broker goes and comes back.
class SpoolCallsTest {

    private static final String RULED =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/away\",\"type\":\"ruled\"}";
    private static final String ALONE =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/away\",\"type\":\"none\",\"recipients\":\"ada\",\"title\":\"Hi\"}";

    @TempDir
    private Path data;

    private Broker broker;
    private Neighbour peer;
    private Front front;

    @BeforeEach
    void start() {
        broker = Broker.start(data.resolve("kafka"));
        peer = new Neighbour();
        front = Front.start(broker.bootstrap(), peer, peer, settings("1GB"));
        front.put("/v1/templates/t", "{\"en\":{\"text\":\"x\"}}");
        assertThat(front.put("/v1/rules/ruled", "{\"channels\":[\"email\"],\"template\":\"t\",\"audiences\":[\"all\"]}")
                        .status())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        front.close();
        peer.close();
        broker.close();
    }

    @Test
    @DisplayName("S0-14 S1-43 S2-15 S2-17 S4-06 without Kafka events are taken, kept over a restart, and sent in order")
    void what_is_taken_while_kafka_is_away_arrives_in_order() {
        assertThat(spooled(front.event(RULED.formatted("0")))).isFalse();
        broker.stop();

        long start = System.nanoTime();
        assertThat(spooled(front.event(RULED.formatted("1")))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        start = System.nanoTime();
        for (int n = 2; n < 10; n++) {
            assertThat(spooled(front.event(RULED.formatted(n)))).isTrue();
        }
        assertThat(front.event(ALONE.formatted("10")).status()).isEqualTo(202);
        assertThat(front.post("/v1/events", Front.BATCH, "[" + ruled(11, 300, ",") + "]")
                        .json()
                        .at("/events/7/spooled")
                        .asBoolean())
                .isTrue();
        assertThat(front.post("/v1/events", Front.LINES, ruled(300, 5_000, "\n"))
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(4_700);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("nobody waits for Kafka once it is known to be away")
                .isLessThan(Duration.ofSeconds(10));
        aRepeatIsToldAndOtherContentRefused();
        refusesAsBefore();
        cancelIsTaken();
        figuresAreTold();

        front.close();
        front = Front.start(broker.bootstrap(), peer, peer, settings("1MB")); // ready although Kafka is away
        assertThat(spooled(front.event(RULED.formatted("5000")))).isTrue();
        aFullOneAnswers503();

        broker.again();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(bytes())
                .isZero());
        assertThat(front.event(RULED.formatted("5001"))
                        .json()
                        .at("/events/0/spooled")
                        .asBoolean())
                .isFalse();
        everyEventStandsOnceAndInOrder(5_002);
        assertThat(new Written(broker.bootstrap()).on(World.TOPICS.commands(), EventCommand.class))
                .hasSize(1);
    }

    /// And is no longer ready.
    private void aFullOneAnswers503() {
        String large = RULED.formatted("large-%s").replace("}", ",\"data\":\"" + "x".repeat(200_000) + "\"}");
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            Answer answer = front.event(large.formatted(n));
            statuses.add(answer.status());
            if (answer.status() == 503) {
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.json().path("detail").asString()).contains("full");
            }
        }
        assertThat(statuses).contains(202, 503).isSorted();
    }

    /// Long after the first.
    private void aRepeatIsToldAndOtherContentRefused() {
        Answer repeat = front.event(RULED.formatted("1"));
        assertThat(spooled(repeat)).isTrue();
        assertThat(repeat.json().at("/events/0/duplicate").asBoolean(false)).isTrue();
        assertThat(front.event(RULED.formatted("1").replace("}", ",\"data\":1}"))
                        .status())
                .isEqualTo(409);
    }

    private void refusesAsBefore() {
        assertThat(front.event("{\"specversion\":\"1.0\"}").status()).isEqualTo(400);
        assertThat(front.event(RULED.formatted("x").replace("}", ",\"priority\":\"soon\"}"))
                        .status())
                .isEqualTo(400);
        // A rule of another door may be on its way: no refusal for good.
        assertThat(front.event(RULED.formatted("x").replace("ruled", "unknown")).status())
                .isEqualTo(503);
    }

    private void cancelIsTaken() {
        Answer cancel = front.delete("/v1/events/" + EventKey.of("/away", "4711"));
        assertThat(cancel.status()).as(cancel.body()).isEqualTo(202);
        assertThat(cancel.json().path("spooled").asBoolean()).isTrue();
    }

    private void figuresAreTold() {
        JsonNode spool = front.get("/actuator/health").json().at("/components/spool");
        assertThat(spool.path("status").asString()).isEqualTo("UP");
        assertThat(spool.at("/details/records").asInt()).isEqualTo(5_004);
        assertThat(spool.at("/details/bytes").asLong()).isGreaterThan(300_000);
        assertThat(front.get("/actuator/prometheus").body())
                .contains(
                        "notification_spool_records 5004.0",
                        "notification_spool_full 0.0",
                        "notification_spool_room_bytes 1.073741824E9")
                .containsPattern("notification_spool_bytes [1-9]")
                .containsPattern("notification_spool_oldest_seconds [0-9.]*[1-9]");
        assertThat(front.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(front.get("/v1/events/" + EventKey.of("/away", "4711")).status())
                .as("what may wait in the spool is not unknown")
                .isEqualTo(503);
    }

    private void everyEventStandsOnceAndInOrder(int count) {
        List<Event> events = new Written(broker.bootstrap())
                .on(World.TOPICS.events(Lane.STANDARD), Event.class).stream()
                        .map(Written.Entry::value)
                        .filter(event -> !event.getId().startsWith("large"))
                        .toList();
        assertThat(events.stream().map(Event::getId).map(Integer::parseInt).collect(Collectors.toSet()))
                .isEqualTo(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
        Map<Integer, List<Integer>> byPartition = events.stream()
                .collect(Collectors.groupingBy(
                        event -> World.TOPICS.partitioning().of(EventKey.of("/away", event.getId())),
                        Collectors.mapping(event -> Integer.parseInt(event.getId()), Collectors.toList())));
        assertThat(byPartition).hasSize(3).values().allSatisfy(ids -> assertThat(
                        ids.stream().distinct().toList())
                .isSorted());
    }

    private long bytes() {
        return front.get("/actuator/health")
                .json()
                .at("/components/spool/details/bytes")
                .asLong(-1);
    }

    private Map<String, Object> settings(String size) {
        return Map.of(
                "fanfare.spool-dir", data.resolve("spool").toString(), "fanfare.spool.size", size, "server.port", 0);
    }

    private static String ruled(int from, int to, String between) {
        return IntStream.range(from, to).mapToObj(n -> RULED.formatted(n)).collect(Collectors.joining(between));
    }

    private static boolean spooled(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().at("/events/0/spooled").asBoolean();
    }
}
