package dev.fanfare.standalone.system.registry;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A client that shares no line of code with ours writes what we read, and reads what we write.
@EnabledIfSystemProperty(
        named = RegistryApart.HOME,
        matches = ".+",
        disabledReason = "a real registry is fetched and unpacked by -Pregistry only: 159 MB")
class OtherClientIT {

    private static final int PEOPLE = 5;
    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private static final String EMAILS =
            TOPICS.channel(Channel.EMAIL, Lane.STANDARD).name();
    private static final String ID = "from elsewhere: ä, 😀";

    @TempDir
    private Path data;

    @TempDir
    private Path node;

    @Test
    @DisplayName("Another client's Avro is ours, both ways")
    void kafkajs_writes_what_we_read_and_reads_what_we_write() {
        assumeTrue(NodeClient.isThere(), "node and npm are not installed");
        try (RegistryApart registry = new RegistryApart(data);
                BrokerApart broker = new BrokerApart("kafkajs-broker", data);
                Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withRegistry(
                        broker.bootstrapServers(), registry.url(), "kafkajs", data, sinks.settings())) {
            registry.start();
            NodeClient client = new NodeClient(node, broker.bootstrapServers(), registry.url());
            client.install();
            fanfare.start();
            unpackedFor(broker.bootstrapServers(), EMAILS, TOPICS.outcomes().name());
            prepare(fanfare, sinks);

            client.run("write.js", TOPICS.events(Lane.STANDARD).name(), event());

            try (FrontDoor door = fanfare.frontDoor()) {
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> told(door));
            }
            theirsAreOurFields(client);
        }
    }

    /// kafkajs reads LZ4, which our producers write, with a plugin only: the broker packs these topics anew.
    private static void unpackedFor(String bootstrapServers, String... topics) {
        AlterConfigOp gzip = new AlterConfigOp(new ConfigEntry("compression.type", "gzip"), OpType.SET);
        try (Admin admin = Admin.create(new KafkaSettings(bootstrapServers, Map.of()).client())) {
            admin.incrementalAlterConfigs(Stream.of(topics)
                            .collect(toMap(topic -> new ConfigResource(Type.TOPIC, topic), _ -> List.of(gzip))))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void told(FrontDoor door) {
        JsonNode status = door.statusOf(RawEvents.key(ID), Duration.ofMinutes(1));
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        assertThat(status.at("/channels/email/delivered").asInt())
                .as("%s", status)
                .isEqualTo(PEOPLE);
    }

    private static void theirsAreOurFields(NodeClient client) {
        assertThat(lines(client.run("read.js", EMAILS, String.valueOf(PEOPLE))))
                .hasSize(PEOPLE)
                .allSatisfy(delivery -> {
                    assertThat(delivery.path("event").asString()).isEqualTo(RawEvents.key(ID));
                    assertThat(delivery.path("channel").asString()).isEqualTo("EMAIL");
                    assertThat(delivery.path("title").asString()).isEqualTo("Grüße 😀 from Ada");
                    assertThat(delivery.path("address").asString())
                            .isEqualTo(delivery.path("recipient").asString() + "@example.org");
                    assertThat(delivery.path("acceptedAt").asLong()).isPositive();
                });
        assertThat(lines(client.run("read.js", TOPICS.outcomes().name(), "1")))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.path("content").size()).isPositive());
    }

    private static List<JsonNode> lines(String printed) {
        return printed.lines().map(FrontDoor.JSON::readTree).toList();
    }

    private static void prepare(PipelineProcess fanfare, Sinks sinks) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put(
                    "/v1/templates/elsewhere",
                    "{\"en\": {\"subject\": \"Grüße 😀 from {{data.who}}\", \"text\": \"Hello.\"}}");
            door.put("/v1/rules/elsewhere", """
                    {"audiences": ["crowd:elsewhere"], "channels": ["email"], "template": "elsewhere"}""");
            door.recipients(new People(PEOPLE, sinks, _ -> List.of("crowd:elsewhere")).lines());
        }
    }

    private static String event() {
        return FrontDoor.JSON
                .createObjectNode()
                .put("id", ID)
                .put("source", RawEvents.SOURCE)
                .put("type", "elsewhere")
                .put("data", "{\"who\": \"Ada\"}")
                .toString();
    }
}
