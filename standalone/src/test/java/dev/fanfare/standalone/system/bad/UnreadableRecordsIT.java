package dev.fanfare.standalone.system.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Progress;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Rubbish stands on every topic, and whoever must be told is told all the same.
class UnreadableRecordsIT {

    private static final int PEOPLE = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));

    @TempDir
    private Path data;

    @Test
    @DisplayName("S0-15: a record that cannot be read stops nothing, not even a new start")
    void what_cannot_be_read_stops_nobody() {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("unreadable records: seed " + seed);
        try (BrokerApart broker = new BrokerApart("unreadable-broker", data);
                Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare =
                        PipelineProcess.beside(broker.bootstrapServers(), "unreadable", data, sinks.settings())) {
            fanfare.start();
            prepare(fanfare, sinks);
            Map<TopicPartition, Long> rubbish = new Rubbish(fanfare.bootstrapServers(), seed).strewOn(TOPICS.all());
            everyoneIsTold(fanfare, sinks, "beside unreadable records");
            everyReaderGetsPast(rubbish, fanfare);
            whatCameInIsKeptWithItsReason(fanfare);
            fanfare.kill();
            fanfare.start();
            everyoneIsTold(fanfare, sinks, "after a new start");
        }
    }

    private static void prepare(PipelineProcess fanfare, Sinks sinks) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put(
                    "/v1/templates/robust",
                    "{\"en\": {\"subject\": \"Still here\", \"text\": \"In spite of it all.\"}}");
            door.put("/v1/rules/robust", """
                    {"audiences": ["crowd:robust"], "channels": ["in-app", "email", "webhook"], "template": "robust"}""");
            door.recipients(new People(PEOPLE, sinks, _ -> List.of("crowd:robust")).lines());
        }
    }

    private static void everyoneIsTold(PipelineProcess fanfare, Sinks sinks, String when) {
        long before = sinks.distinct();
        try (FrontDoor door = fanfare.frontDoor()) {
            String key = door.event("""
                    {"specversion": "1.0", "id": "%s", "source": "/bad", "type": "robust", "data": {}}""".formatted(when));
            JsonNode status = door.statusOf(key, PATIENCE);
            assertThat(status.path("state").asString())
                    .as("%s: %s", when, status)
                    .isEqualTo("DONE");
            assertThat(CountsAddUp.sum(status, "/delivered"))
                    .as("%s: %s", when, status)
                    .isEqualTo(3 * PEOPLE);
            assertThat(sinks.distinct() - before).as(when).isEqualTo(2 * PEOPLE);
        }
    }

    private static void everyReaderGetsPast(Map<TopicPartition, Long> rubbish, PipelineProcess fanfare) {
        Progress progress = new Progress(fanfare.bootstrapServers(), TOPICS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(progress.shortOf(rubbish)).isEmpty());
    }

    private static void whatCameInIsKeptWithItsReason(PipelineProcess fanfare) {
        CommittedRecords committed = new CommittedRecords(fanfare.bootstrapServers(), TOPICS);
        Topic door = TOPICS.events(Lane.EXPRESS);
        assertThat(committed.on(TOPICS.eventsDlt()))
                .filteredOn(dead -> RecordHeaders.get(dead.headers(), RecordHeaders.ORIGIN)
                        .orElse("")
                        .startsWith(door.name()))
                .isNotEmpty()
                .allSatisfy(dead -> assertThat(RecordHeaders.get(dead.headers(), RecordHeaders.REASON))
                        .isPresent());
    }
}
