package dev.fanfare.standalone.system.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What stands in `docs/sending.md` is run as its reader would, and every event of it is told.
@TestInstance(Lifecycle.PER_CLASS)
class EveryWayInIT {

    private static final Path PAGE = Path.of("..", "docs", "sending.md");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));

    /// The events of each example: `source id`.
    private static final Map<String, List<String>> EVENTS = Map.ofEntries(
            Map.entry("prepare", List.of()),
            Map.entry("curl-one", List.of("/curl one-1")),
            Map.entry("curl-batch", List.of("/curl batch-1", "/curl batch-2")),
            Map.entry("curl-stream", List.of("/curl line-1", "/curl line-2")),
            Map.entry("curl-binary", List.of("/curl binary-1")),
            Map.entry("curl-minimal", List.of("/curl minimal-1")),
            Map.entry("curl-later", List.of("/curl later-1")),
            Map.entry("curl-every", List.of()),
            Map.entry("SendOverHttp", List.of("/java http-1")),
            Map.entry("SendCloudEvent", List.of("/java kafka-1")),
            Map.entry("SendAvro", List.of("/java avro-1")),
            Map.entry("send-http", List.of("/node http-1")),
            Map.entry("send-kafkajs", List.of("/node binary-1", "/node structured-1")),
            Map.entry("send", List.of("/python http-1")));

    private final List<Example> examples = Example.on(PAGE);

    private PipelineProcess fanfare;
    private FrontDoor door;
    private RunExample runs;

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path data) {
        fanfare = PipelineProcess.withItsOwnBroker("every-way-in", data, Map.of());
        fanfare.start();
        door = fanfare.frontDoor();
        runs = new RunExample(folder, Map.of("FANFARE_URL", fanfare.url(), "KAFKA", fanfare.bootstrapServers()));
        runs.run(example("prepare"));
    }

    @AfterAll
    void stop() {
        door.close();
        fanfare.close();
    }

    @Test
    void every_block_of_code_is_run_or_is_known_not_to_run() {
        Set<String> run = examples.stream()
                .filter(example ->
                        !example.language().equals("yaml") && !example.name().isEmpty())
                .map(Example::name)
                .collect(Collectors.toSet());

        assertThat(run)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(EVENTS.keySet().stream(), Outbox.EXAMPLES.stream())
                        .toList());
        assertThat(examples)
                .filteredOn(example -> example.name().isEmpty())
                .allSatisfy(example -> assertThat(example.text()).startsWith("export "));
    }

    @TestFactory
    @DisplayName("S0-07 every example of the page brings its events in, and they are told")
    Stream<DynamicTest> every_example_is_told() {
        return examples.stream()
                .filter(example -> EVENTS.containsKey(example.name()))
                .map(example -> dynamicTest(example.name(), () -> {
                    runs.run(example);
                    EVENTS.getOrDefault(example.name(), List.of()).forEach(this::isTold);
                }));
    }

    @Test
    void who_wants_no_body_gets_none() {
        String said = runs.run(example("curl-minimal"));

        assertThat(said.strip().lines())
                .anyMatch(line -> line.equals("Location: /v1/events/" + EventKey.of("/curl", "minimal-1")))
                .anyMatch(line -> line.equals("Preference-Applied: return=minimal"))
                .noneMatch(line -> line.startsWith("{"));
    }

    @Test
    @DisplayName("S2-37 an event that comes by several ways is told once")
    void by_several_ways_it_is_one_event() {
        String json = """
                {"specversion":"1.0","id":"several","source":"/ways","type":"t","recipients":"ada","channels":"in-app",
                 "title":"Once","data":{"a":1,"b":[1.50]}}""";
        try (Records records = new Records(fanfare.bootstrapServers(), TOPICS)) {
            records.structured(json);
            records.binary(
                    "{\"b\":[1.50], \"a\":1}",
                    "ce_specversion 1.0",
                    "ce_id several",
                    "ce_source /ways",
                    "ce_type t",
                    "ce_recipients ada",
                    "ce_channels in-app",
                    "ce_title Once");
        }
        isTold("/ways several");
        JsonNode answer = FrontDoor.JSON.readTree(door.post("/v1/events", "application/cloudevents+json", json, 202));

        assertThat(answer.at("/events/0/duplicate").asBoolean(false))
                .as("%s", answer)
                .isTrue();
        assertThat(told(EventKey.of("/ways", "several"))).hasSize(1);
    }

    @Test
    @DisplayName("S1-42 a trace is followed from a record, and from a call, to the channel's topic")
    void a_trace_is_followed_to_the_channels_topic() {
        String byRecord = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String byCall = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (Records records = new Records(fanfare.bootstrapServers(), TOPICS)) {
            records.binary(
                    "{}",
                    "ce_specversion 1.0",
                    "ce_id traced",
                    "ce_source /record",
                    "ce_type t",
                    "ce_recipients ada",
                    "ce_channels in-app",
                    "ce_title Traced",
                    "traceparent " + byRecord,
                    "tracestate a=b");
        }
        door.event("""
                {"specversion":"1.0","id":"traced","source":"/call","type":"t","recipients":"ada","channels":"in-app",
                 "title":"Traced","traceparent":"%s"}""".formatted(byCall));
        isTold("/record traced");
        isTold("/call traced");

        assertThat(traceOf(EventKey.of("/record", "traced"))).isEqualTo(byRecord + " a=b");
        assertThat(traceOf(EventKey.of("/call", "traced"))).isEqualTo(byCall);
    }

    @Test
    void an_event_with_a_time_of_its_own_waits_for_it() {
        new Later(door).play();
        new Later(door).playSeries();
        new Later(door).playLocal();
    }

    @Test
    @DisplayName("S1-14 a relay of an outbox that is killed between the call and its mark has its event told once")
    void a_relay_that_is_killed_has_its_event_told_once(@TempDir Path database) {
        try (Outbox outbox = new Outbox(fanfare.url(), database, runs)) {
            outbox.prepare(example("outbox"), example("outbox-insert"));
            outbox.relayAndKillBeforeItsMark(example("RelayOutbox"));
            isTold("/outbox order-12345-shipped");
            assertThat(outbox.marks()).containsExactly("null", "null", "null");

            outbox.relayUntilMarked(example("RelayOutbox"));

            assertThat(outbox.marks()).containsExactly("202", "202", "null");
            assertThat(outbox.sent()).containsExactly("order-12345-shipped", "order-12345-shipped", "second", "third");
        }
        isTold("/outbox order-12345-shipped");
        isTold("/outbox second");
        assertThat(told(EventKey.of("/outbox", "order-12345-shipped"))).hasSize(1);
    }

    @Test
    void what_debezium_makes_of_a_row_is_an_event() {
        try (Records records = new Records(fanfare.bootstrapServers(), TOPICS)) {
            records.structured("""
                    {"specversion": "1.0", "id": "by-debezium", "source": "/outbox", "type": "order.shipped",
                     "recipients": "ada", "channels": "in-app", "title": "On its way"}""");
        }
        isTold("/outbox by-debezium");
    }

    @Test
    void a_knative_trigger_may_deliver_here() {
        String said = runs.run(new Example("sh", "knative", """
                curl -sS --fail-with-body -o - -w '%{http_code} %{size_download}' "$FANFARE_URL/v1/events?reply=none" \\
                  -H 'Content-Type: application/json' -H 'ce-specversion: 1.0' -H 'ce-id: k-1' -H 'ce-source: /knative' \\
                  -H 'ce-type: t' -H 'ce-recipients: ada' -H 'ce-channels: in-app' -H 'ce-title: Delivered' \\
                  -H 'ce-knativearrivaltime: 2026-11-22T10:00:00Z' -H 'Prefer: reply' -d '{}'"""));

        assertThat(said).isEqualTo("202 0");
        isTold("/knative k-1");
    }

    private Example example(String name) {
        return examples.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void isTold(String sourceAndId) {
        String[] parts = sourceAndId.split(" ");
        JsonNode status = door.statusOf(EventKey.of(parts[0], parts[1]), PATIENCE);
        assertThat(status.path("state").asString())
                .as("%s: %s", sourceAndId, status)
                .isEqualTo("DONE");
        assertThat(status.at("/channels/in-app/delivered").asInt())
                .as("%s: %s", sourceAndId, status)
                .isEqualTo(1);
    }

    private String traceOf(String key) {
        return told(key).stream()
                .findFirst()
                .flatMap(record -> TraceContext.of(record.headers()))
                .map(TraceContext::text)
                .orElse("");
    }

    /// The records on the channel's topic that hold this event key.
    private List<ConsumerRecord<byte[], byte[]>> told(String key) {
        return new CommittedRecords(fanfare.bootstrapServers(), TOPICS)
                .on(TOPICS.channel(Channel.IN_APP, Lane.STANDARD)).stream()
                        .filter(record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains(key))
                        .toList();
    }
}
