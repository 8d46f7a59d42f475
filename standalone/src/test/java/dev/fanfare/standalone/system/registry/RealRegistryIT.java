package dev.fanfare.standalone.system.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.PublishedSchemas;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The pipeline beside a registry that others wrote.
@EnabledIfSystemProperty(
        named = RegistryApart.HOME,
        matches = ".+",
        disabledReason = "a real registry is fetched and unpacked by -Pregistry only: 159 MB")
class RealRegistryIT {

    private static final int PEOPLE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private static final String EVENTS = TOPICS.events(Lane.STANDARD).name();

    @TempDir
    private Path data;

    @Test
    @DisplayName("Schema ids come from a registry that may go away and come back")
    void the_pipeline_lives_with_a_registry_that_goes_away_and_comes_back() {
        try (RegistryApart registry = new RegistryApart(data);
                BrokerApart broker = new BrokerApart("registry-broker", data);
                Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withRegistry(
                        broker.bootstrapServers(), registry.url(), "registry", data, sinks.settings())) {
            registry.start();
            fanfare.start();
            everySubjectIsHeld(registry);
            prepare(fanfare, sinks);
            told(fanfare, "first");

            Map<String, Integer> before = ids(registry);
            fanfare.kill();
            fanfare.start();
            told(fanfare, "after a new start");
            assertThat(ids(registry)).isEqualTo(before);

            int newer = registry.register(EVENTS + "-value", newerEvent());
            registry.kill();
            told(fanfare, "while the registry is away");
            new RawEvents(broker.bootstrapServers(), TOPICS).write(newer, "of a version that nobody here has seen");
            registry.start();
            await().atMost(PATIENCE) // unknown until the fan-out has asked again
                    .untilAsserted(() -> toldAs(fanfare, "of a version that nobody here has seen"));
            told(fanfare, "when the registry is back");

            fanfare.kill();
            registry.kill();
            CompletableFuture<Void> starting = CompletableFuture.runAsync(fanfare::start);
            await().atMost(PATIENCE).until(() -> fanfare.said().contains("schema registry"));
            registry.start();
            starting.join();
            told(fanfare, "started before the registry");
        }
    }

    @Test
    void a_schema_that_does_not_fit_stops_the_start_and_is_named() {
        String subject = "other.memberships-value";
        try (RegistryApart registry = new RegistryApart(data);
                BrokerApart broker = new BrokerApart("refusing-broker", data);
                PipelineProcess fanfare = PipelineProcess.withRegistry(
                        broker.bootstrapServers(),
                        registry.url(),
                        "refused",
                        data,
                        Map.of("fanfare.topic-prefix", "other."))) {
            registry.start();
            registry.register(subject, """
                    {"type": "record", "name": "Membership", "namespace": "dev.fanfare.schemas",
                     "fields": [{"name": "recipient", "type": "long"}]}""");
            registry.hold(subject, "FULL_TRANSITIVE");

            assertThatThrownBy(fanfare::start)
                    .hasMessageContainingAll(subject, "refuses dev.fanfare.schemas.Membership", "/fields/0");
        }
    }

    private static void everySubjectIsHeld(RegistryApart registry) {
        assertThat(TOPICS.all())
                .filteredOn(topic -> topic.schema().getType() == Schema.Type.RECORD)
                .allSatisfy(topic -> assertThat(registry.get("/config/" + topic.name() + "-value")
                                .path("compatibilityLevel")
                                .asString())
                        .isEqualTo("FULL_TRANSITIVE"));
    }

    private static Map<String, Integer> ids(RegistryApart registry) {
        Map<String, Integer> ids = new TreeMap<>();
        for (JsonNode subject : registry.get("/subjects")) {
            assertThat(registry.get("/subjects/" + subject.asString() + "/versions"))
                    .as(subject.asString())
                    .hasSize(1);
            ids.put(
                    subject.asString(),
                    registry.get("/subjects/" + subject.asString() + "/versions/1")
                            .path("id")
                            .asInt());
        }
        return ids;
    }

    private static void prepare(PipelineProcess fanfare, Sinks sinks) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/templates/held", "{\"en\": {\"subject\": \"Held\", \"text\": \"By a registry.\"}}");
            door.put("/v1/rules/held", """
                    {"audiences": ["crowd:held"], "channels": ["in-app", "email", "webhook"], "template": "held"}""");
            door.recipients(new People(PEOPLE, sinks, _ -> List.of("crowd:held")).lines());
        }
    }

    private static void told(PipelineProcess fanfare, String id) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.event("""
                    {"specversion": "1.0", "id": "%s", "source": "%s", "type": "held", "data": {}}""".formatted(id, RawEvents.SOURCE));
        }
        toldAs(fanfare, id);
    }

    private static void toldAs(PipelineProcess fanfare, String id) {
        try (FrontDoor door = fanfare.frontDoor()) {
            JsonNode status = door.statusOf(RawEvents.key(id), PATIENCE);
            assertThat(status.path("state").asString()).as("%s: %s", id, status).isEqualTo("DONE");
            assertThat(CountsAddUp.sum(status, "/delivered"))
                    .as("%s: %s", id, status)
                    .isEqualTo(3 * PEOPLE);
        }
    }

    /// As a later version may have it.
    private static String newerEvent() {
        return PublishedSchemas.canonical(Event.getClassSchema()).replaceFirst("\"fields\" : \\[ \\{", """
                "fields" : [ {"name": "newer", "type": "string", "default": ""}, {""");
    }
}
