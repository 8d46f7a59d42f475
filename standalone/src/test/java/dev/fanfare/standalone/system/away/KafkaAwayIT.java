package dev.fanfare.standalone.system.away;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is away while events come in, and the front door is killed meanwhile.
@Tag("chaos")
class KafkaAwayIT {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(Apart.PARTITIONS));
    private static final int SOURCES = 8;
    private static final int EACH = Integer.getInteger("chaos.events", 10_000) / SOURCES;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path data;

    @Test
    @DisplayName("10,000 events without Kafka, the front door killed half way: each is told once, in order by source")
    void what_was_accepted_without_kafka_is_told_once_and_in_order() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                Apart fanfare = new Apart("away", data, sinks.settings(), 1)) {
            fanfare.start();
            try (FrontDoor door = fanfare.front(0).door()) {
                prepare(door);
                fanfare.broker().kill();
                long begin = System.nanoTime();
                Posts posts = new Posts(door, SOURCES, EACH);
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    posts.start(threads);
                    await().atMost(PATIENCE).until(() -> posts.accepted() >= SOURCES * EACH / 2);
                    fanfare.front(0).kill();
                    fanfare.front(0).launch();
                    fanfare.front(0).awaitReady();
                }
                assertThat(posts.accepted()).isEqualTo(SOURCES * EACH);
                System.out.printf(
                        "%d events accepted without Kafka in %.1f s, a kill and a start among them%n",
                        posts.accepted(), (System.nanoTime() - begin) / 1e9);
                fanfare.broker().startAgain();
                begin = System.nanoTime();
                await().atMost(PATIENCE).until(() -> sinks.distinct() >= SOURCES * EACH);
                System.out.printf("all told %.1f s after Kafka was back%n", (System.nanoTime() - begin) / 1e9);
                everyoneIsToldOnce(sinks, posts);
                posts.keys().forEach(key -> isDone(door, key));
                isInOrder(fanfare.bootstrapServers(), posts);
            }
        }
    }

    private static void prepare(FrontDoor door) {
        door.put("/v1/templates/away", "{\"en\": {\"subject\": \"{{data.number}}\", \"text\": \"Away\"}}");
        door.put("/v1/rules/away", """
                {"recipients": "ada", "channels": ["email"], "template": "away"}""");
        door.put("/v1/recipients/ada", "{\"email\": [\"ada@example.org\"]}");
    }

    private static void everyoneIsToldOnce(Sinks sinks, Posts posts) {
        assertThat(sinks.received()).hasSize(posts.accepted());
        assertThat(sinks.received().stream().map(Received::title).collect(Collectors.toSet()))
                .isEqualTo(posts.names());
    }

    private static void isDone(FrontDoor door, String key) {
        var status = door.statusOf(key, PATIENCE);
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        assertThat(status.at("/channels/email/delivered").asInt())
                .as("%s", status)
                .isOne();
    }

    /// On each partition, which is all the order that Kafka has; repeats behind the first are told as such.
    private static void isInOrder(String bootstrapServers, Posts posts) {
        List<ConsumerRecord<byte[], byte[]>> records =
                new CommittedRecords(bootstrapServers, TOPICS).on(TOPICS.events(Lane.STANDARD));
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        int repeats = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (!seen.add(key)) {
                repeats++;
                continue;
            }
            Posts.Post post = posts.of(key);
            Integer before = last.put(post.source() + " on " + record.partition(), post.number());
            assertThat(before == null ? -1 : before).as("%s", post).isLessThan(post.number());
        }
        assertThat(seen).isEqualTo(posts.keys());
        assertThat(posts.keys().stream().map(String::length)).allMatch(length -> length == EventKey.LENGTH);
        System.out.printf("%d records of %d events, %d of them repeats%n", records.size(), seen.size(), repeats);
    }
}
