package dev.fanfare.standalone.system.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Progress;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Whatever comes in is refused with a clear word or kept aside with its reason, and everything else goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BadInputIT {

    private static final int PEOPLE = GoodEvents.PEOPLE;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Map<TopicPartition, Long> strewn = new HashMap<>();

    private BrokerApart broker;
    private Sinks sinks;
    private PipelineProcess fanfare;
    private GoodEvents good;
    private Rubbish rubbish;

    @BeforeAll
    void start(@TempDir Path data) {
        System.out.println("bad input: seed " + seed);
        broker = new BrokerApart("bad-broker", data);
        sinks = new Sinks(Duration.ZERO);
        fanfare = PipelineProcess.beside(broker.bootstrapServers(), "bad", data, sinks.settings());
        fanfare.start();
        good = new GoodEvents(fanfare, sinks, new AtomicInteger());
        good.prepare();
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/recipients/nowhere", "{}");
            door.put("/v1/recipients/german", "{\"locale\": \"de\"}");
        }
        rubbish = new Rubbish(
                broker.bootstrapServers(), new Random(seed), Rubbish.schemas(broker.bootstrapServers(), TOPICS));
    }

    @AfterAll
    void stop() {
        Stream.of(fanfare, sinks, broker).forEach(BadInputIT::close);
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_bad_call_is_refused_by_name(BadCalls.Row row) {
        RawCall.Answer answer = row.call().to(url());

        assertThat(answer.status()).as("%s: %s", row, answer.text()).isEqualTo(row.status());
        assertThat(row.says()).as("%s: %s", row, answer.text()).allMatch(answer.text()::contains);
        assertThat(fanfare.said()).as("no fault of ours").doesNotContain("this is our fault", "a call failed");
        everyoneIsTold("after " + row);
    }

    /// What the server itself refuses, before any of our code sees it.
    @Order(1)
    @Test
    void what_is_no_http_is_a_problem_at_every_door() {
        for (int app = 0; app < 3; app++) {
            RawCall.Answer answer = new RawCall("GET /v1/ev ents HTTP/1.1", new byte[0])
                    .to(fanfare.app(app).toString());

            assertThat(answer.status()).as("%s", answer.text()).isEqualTo(400);
            assertThat(answer.text())
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"title\":\"Bad Request\"")
                    .doesNotContain("<html");
        }
    }

    @Order(2)
    @Test
    void an_event_of_just_256_kib_is_told_with_its_data_on_every_channel() {
        byte[] event = BadPeople.eventOf(256 * 1024);
        try (FrontDoor door = fanfare.frontDoor()) {
            JsonNode status = door.statusOf(door.event(new String(event, StandardCharsets.UTF_8)), SOON);

            for (String channel : List.of("email", "webhook", "in-app")) {
                assertThat(status.at("/channels/" + channel + "/delivered").asInt())
                        .as("%s", status)
                        .isEqualTo(PEOPLE);
            }
        }
        everyoneIsTold("after an event of 256 KiB");
    }

    @Order(3)
    @Test
    void words_that_grow_too_large_for_one_are_told_to_the_others() {
        String rows = String.join(",", Collections.nCopies(40, "1"));
        String data =
                "\"channels\": \"in-app\", \"audiences\": \"crowd:robust\", \"recipients\": \"german\", \"data\": {\"rows\": [%s], \"large\": \"%s\"}";
        try (FrontDoor door = fanfare.frontDoor()) {
            JsonNode status = new BadPeople(door).told("swollen", data.formatted(rows, "x".repeat(26_000)));

            assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
            assertThat(status.at("/channels/in-app/delivered").asInt())
                    .as("%s", status)
                    .isEqualTo(PEOPLE);
            assertThat(status.at("/channels/in-app/dead").asInt())
                    .as("%s", status)
                    .isEqualTo(1);
            assertThat(status.at("/reasons/too-large").asInt()).as("%s", status).isEqualTo(1);
        }
    }

    @Order(4)
    @Test
    void whoever_cannot_be_told_is_left_out_with_a_reason() {
        try (FrontDoor door = fanfare.frontDoor()) {
            BadPeople people = new BadPeople(door);
            people.endsSkipped("1", "\"recipients\": \"nowhere\", \"channels\": \"email\"", "email", "no-address");
            people.endsSkipped("2", "\"recipients\": \"nobody/at-all\"", "email", "unknown-recipient");
            JsonNode none = people.told("3", "\"audiences\": \"crowd:none\"");
            assertThat(none.path("state").asString()).as("%s", none).isEqualTo("DONE");
            assertThat(none.path("reason").asString()).as("%s", none).isEqualTo("nobody");
        }
    }

    @Order(5)
    @Test
    void an_id_with_a_slash_works_from_end_to_end() {
        String id = "octo/hello+world@x:1";
        String path = "/v1/recipients/" + FrontDoor.encoded(id);
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put(path, "{}");
            JsonNode status =
                    new BadPeople(door).told("slash", "\"recipients\": \"" + id + "\", \"channels\": \"in-app\"");

            assertThat(status.at("/channels/in-app/delivered").asInt())
                    .as("%s", status)
                    .isEqualTo(1);
            assertThat(door.get(path).path("id").asString()).isEqualTo(id);
            assertThat(door.all(path + "/deliveries")).hasSize(1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(door.all(path + "/inbox")).hasSize(1));
            assertThat(door.all("/v1/events/" + status.path("key").asString() + "/deliveries"))
                    .allSatisfy(
                            one -> assertThat(one.path("recipient").asString()).isEqualTo(id));
        }
    }

    @Order(6)
    @Test
    void one_bad_event_of_a_batch_leaves_the_others() {
        String batch = """
                [{"specversion": "1.0", "id": "good", "source": "/bad", "type": "robust"},
                 {"specversion": "1.0", "id": "bad", "source": "/bad", "type": "robust", "priority": "soon"}]""";
        try (FrontDoor door = fanfare.frontDoor()) {
            JsonNode answer =
                    FrontDoor.JSON.readTree(door.post("/v1/events", "application/cloudevents-batch+json", batch, 202));

            assertThat(answer.path("accepted").asInt()).isEqualTo(1);
            assertThat(answer.at("/rejected/0/index").asInt()).isEqualTo(1);
            assertThat(answer.at("/rejected/0/problem").toString()).contains("priority");
            String key = answer.at("/events/0/key").asString();
            assertThat(door.statusOf(key, SOON).path("state").asString()).isEqualTo("DONE");
        }
    }

    @Order(7)
    @Test
    void a_stream_that_breaks_off_within_a_line_leaves_what_came_before() {
        String lines = """
                {"specversion": "1.0", "id": "whole", "source": "/bad", "type": "robust"}
                {"specversion": "1.0", "id": "half", "sou""";
        new RawCall(
                        "POST /v1/events HTTP/1.1\r\nContent-Type: application/x-ndjson",
                        lines.getBytes(StandardCharsets.UTF_8))
                .brokenOff(url());
        try (FrontDoor door = fanfare.frontDoor()) {
            String whole = EventKey.of("/bad", "whole");
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            door.statusOf(whole, SOON).path("state").asString())
                    .isEqualTo("DONE"));
        }
        everyoneIsTold("after a stream that broke off");
    }

    @Order(8)
    @Test
    void an_endpoint_that_talks_nonsense_is_tried_again_and_holds_up_nobody() throws Exception {
        try (NonsenseServer nonsense = new NonsenseServer();
                FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/recipients/nonsense", "{\"webhook\": [{\"url\": \"%s\"}]}".formatted(nonsense.url()));
            String key = door.event("""
                    {"specversion": "1.0", "id": "nonsense", "source": "/bad", "type": "robust", "recipients": "nonsense", "channels": "webhook"}""");

            await().atMost(SOON).untilAsserted(() -> assertThat(door.get("/v1/events/" + key)
                            .at("/channels/webhook/open/deferred")
                            .asInt())
                    .isEqualTo(1));
            everyoneIsTold("beside an endpoint that talks nonsense");
        }
    }

    @Order(9)
    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    @DisplayName("S0-15: a record that cannot be read stops nothing")
    void rubbish_on_a_topic_stops_nobody(String name) {
        Topic topic = TOPICS.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        strewn.putAll(rubbish.strewOn(topic));

        everyoneIsTold("beside rubbish on " + name);
    }

    @Order(10)
    @Test
    @DisplayName("S0-15: … not even a new start")
    void every_reader_gets_past_it_and_a_new_start_too() {
        rubbish.strewOnIds(TOPICS.schemas());
        Progress progress = new Progress(broker.bootstrapServers(), TOPICS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(progress.shortOf(strewn)).isEmpty());
        assertThat(new CommittedRecords(broker.bootstrapServers(), TOPICS).on(TOPICS.eventsDlt()))
                .filteredOn(dead -> RecordHeaders.get(dead.headers(), RecordHeaders.ORIGIN)
                        .orElse("")
                        .startsWith(TOPICS.events(Lane.EXPRESS).name()))
                .isNotEmpty()
                .allSatisfy(dead -> assertThat(RecordHeaders.get(dead.headers(), RecordHeaders.REASON))
                        .isPresent());
        fanfare.kill();
        fanfare.start();
        everyoneIsTold("after a new start");
    }

    static Stream<BadCalls.Row> calls() {
        return BadCalls.all();
    }

    static Stream<String> topics() {
        return TOPICS.all().stream().map(Topic::name);
    }

    private void everyoneIsTold(String when) {
        good.areTold("seed " + seed + ", " + when);
    }

    private String url() {
        return fanfare.url();
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
