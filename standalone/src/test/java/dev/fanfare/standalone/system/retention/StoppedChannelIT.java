package dev.fanfare.standalone.system.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A channel is stopped for longer than anything is kept.
class StoppedChannelIT {

    private static final int PEOPLE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private static final String EVENT = """
            {"specversion": "1.0", "id": "1", "source": "/retention", "type": "late", "data": {}}""";

    @TempDir
    private Path data;

    @Test
    @DisplayName("S2-07, S3-09: a channel stopped longer than every retention in force loses nothing")
    void what_waits_is_kept_and_what_is_worked_off_goes() throws Exception {
        try (BrokerApart broker = new BrokerApart("retention-broker", data);
                Sinks sinks = new Sinks(Duration.ZERO);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            String key;
            try (PipelineProcess withoutWebhook = fanfare("retention-without", broker, sinks, "email,in-app")) {
                withoutWebhook.start();
                key = tellEveryone(withoutWebhook, sinks);
                await().atMost(PATIENCE).until(() -> sinks.calls() == PEOPLE);
                await().atMost(PATIENCE).until(() -> isEmptied(admin, TOPICS.events(Lane.STANDARD)));
                await().atMost(PATIENCE).until(() -> isEmptied(admin, TOPICS.channel(Channel.EMAIL, Lane.STANDARD)));
                everythingStillWaits(withoutWebhook, admin, broker, key);
            }
            try (PipelineProcess fanfare = fanfare("retention-all", broker, sinks, "email,in-app,webhook")) {
                fanfare.start();
                await().atMost(PATIENCE).until(() -> sinks.distinct() == 2 * PEOPLE);
                await().atMost(PATIENCE).until(() -> isEmptied(admin, TOPICS.channel(Channel.WEBHOOK, Lane.STANDARD)));
                theSameEventIsToldAgainOnceItIsForgotten(fanfare, sinks, key);
            }
        }
    }

    /// Everything that ends is kept for two seconds.
    private PipelineProcess fanfare(String name, BrokerApart broker, Sinks sinks, String channels) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.partitions", "1");
        settings.put("fanfare.channels.run", channels);
        for (String kept : List.of(
                "status",
                "delivered",
                "failed",
                "dead-letters",
                "inbox",
                "events",
                "deliveries",
                "events-dlt",
                "audit")) {
            settings.put("fanfare.retention." + kept, "2s");
        }
        return PipelineProcess.beside(broker.bootstrapServers(), name, data, settings);
    }

    private static String tellEveryone(PipelineProcess fanfare, Sinks sinks) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/templates/late", "{\"en\": {\"subject\": \"Late\", \"text\": \"But here.\"}}");
            door.put(
                    "/v1/rules/late",
                    "{\"audiences\": [\"crowd:late\"], \"channels\": [\"email\", \"webhook\"], \"template\": \"late\"}");
            door.recipients(new People(PEOPLE, sinks, _ -> List.of("crowd:late")).lines());
            return door.event(EVENT);
        }
    }

    private static void everythingStillWaits(PipelineProcess fanfare, Admin admin, BrokerApart broker, String key)
            throws Exception {
        Topic lane = TOPICS.channel(Channel.WEBHOOK, Lane.STANDARD);
        assertThat(firstOf(admin, lane)).isZero();
        assertThat(new CommittedRecords(broker.bootstrapServers(), TOPICS).on(lane))
                .hasSize(PEOPLE);
        try (FrontDoor door = fanfare.frontDoor()) {
            JsonNode status = door.get("/v1/events/" + key);
            assertThat(status.at("/channels/webhook/open/queued").asInt())
                    .as("%s", status)
                    .isEqualTo(PEOPLE);
        }
    }

    private static void theSameEventIsToldAgainOnceItIsForgotten(PipelineProcess fanfare, Sinks sinks, String key) {
        try (FrontDoor door = fanfare.frontDoor()) {
            String status = "/v1/events/" + key;
            await().atMost(PATIENCE).until(() -> door.statusCode(status) == 404);
            long before = sinks.calls();
            await().atMost(PATIENCE).until(() -> door.event(EVENT).equals(key) && door.statusCode(status) == 200);
            await().atMost(PATIENCE).until(() -> sinks.calls() >= before + 2 * PEOPLE);
        }
    }

    /// Whether something stood there, and everything that its readers have worked off is gone.
    private static boolean isEmptied(Admin admin, Topic topic) throws Exception {
        long first = firstOf(admin, topic);
        String reader = TOPICS.readers().stream()
                .filter(group ->
                        group.topics().stream().anyMatch(read -> read.name().equals(topic.name())))
                .findFirst()
                .orElseThrow()
                .id();
        long committed = admin.listConsumerGroupOffsets(reader)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition(topic))
                .offset();
        return first > 0 && first == committed;
    }

    private static long firstOf(Admin admin, Topic topic) throws Exception {
        return admin.listOffsets(Map.of(partition(topic), OffsetSpec.earliest()))
                .partitionResult(partition(topic))
                .get()
                .offset();
    }

    private static TopicPartition partition(Topic topic) {
        return new TopicPartition(topic.name(), 0);
    }
}
