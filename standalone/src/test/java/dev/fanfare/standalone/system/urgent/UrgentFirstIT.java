package dev.fanfare.standalone.system.urgent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An urgent event behind many waiting ones; how fast it is, `fanfare bench urgent` says.
class UrgentFirstIT {

    private static final int WAITING = 40_000;
    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    @Test
    @DisplayName("S1-13, S0-31: an urgent event is told while most of what came before it still waits")
    void an_urgent_event_passes_what_waits() throws Exception {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("urgent", data, sinks.settings())) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor();
                    Admin admin = Admin.create(new KafkaSettings(fanfare.bootstrapServers(), Map.of()).client())) {
                prepare(door, sinks);
                letWait(fanfare.bootstrapServers());
                door.event("""
                        {"specversion": "1.0", "id": "1", "source": "/urgent", "type": "test.urgent", "recipients": "ada"}""");
                await().atMost(PATIENCE).until(() -> sinks.received().stream()
                        .anyMatch(mail -> mail.address().equals("ada@example.org")));
                assertThat(workedOff(admin)).isLessThan(WAITING / 2);
            }
        }
    }

    private static void prepare(FrontDoor door, Sinks sinks) {
        door.put("/v1/templates/test", "{\"en\": {\"subject\": \"{{event.type}}\", \"text\": \"Now.\"}}");
        door.put(
                "/v1/rules/test.urgent",
                "{\"channels\": [\"email\"], \"template\": \"test\", \"priority\": \"urgent\"}");
        door.put("/v1/rules/test.waiting", "{\"channels\": [\"in-app\"], \"template\": \"test\"}");
        door.recipients(List.of("{\"id\": \"ada\", \"email\": [\"ada@example.org\"]}"));
        door.recipients(new People(100, sinks, _ -> List.of()).lines());
    }

    /// Straight to the topic, as fast as Kafka takes them, and faster than they are worked off.
    private static void letWait(String bootstrapServers) {
        KafkaSettings kafka = new KafkaSettings(bootstrapServers, Map.of());
        Topic topic = TOPICS.events(Lane.STANDARD);
        Codec<Event> codec =
                Codecs.connect(RegistrySettings.IN_PROCESS, kafka, TOPICS).of(topic, Event.class);
        Map<String, Object> config = kafka.client();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            IntStream.range(0, WAITING).forEach(n -> {
                String key = EventKey.of("/waiting", String.valueOf(n));
                producer.send(
                        new ProducerRecord<>(topic.name(), TOPICS.partitioning().of(key), key, codec.encode(event(n))));
            });
        }
    }

    private static Event event(int n) {
        return Event.newBuilder()
                .setId(String.valueOf(n))
                .setSource("/waiting")
                .setType("test.waiting")
                .setRecipients(List.of("person-" + n % 100))
                .build();
    }

    private static long workedOff(Admin admin) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(TOPICS.group("fanout"))
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey()
                        .topic()
                        .equals(TOPICS.slices(Lane.STANDARD).name()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }
}
