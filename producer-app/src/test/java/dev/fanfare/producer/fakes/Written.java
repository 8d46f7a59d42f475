package dev.fanfare.producer.fakes;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads topics as any consumer would.
public record Written(String bootstrap) {

    /// One record; `value` is null for a deletion.
    public record Entry<T>(String key, @Nullable T value, ConsumerRecord<String, byte[]> raw) {}

    /// All that stands on the topic now, partition after partition.
    public <T extends SpecificRecord> List<Entry<T>> on(Topic topic, Class<T> type) {
        KafkaSettings kafka = new KafkaSettings(bootstrap, null);
        Codec<T> codec =
                Codecs.connect(RegistrySettings.IN_PROCESS, kafka, World.TOPICS).of(topic, type);
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(n -> new TopicPartition(topic.name(), n))
                .toList();
        Map<String, Object> config = kafka.client();
        config.put("isolation.level", "read_committed");
        List<Entry<T>> entries = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(raw -> entries.add(new Entry<>(raw.key(), value(codec, raw.value()), raw)));
            }
        }
        return entries;
    }

    /// The last record of that key.
    public <T extends SpecificRecord> @Nullable Entry<T> last(Topic topic, Class<T> type, String key) {
        return on(topic, type).stream()
                .filter(entry -> key.equals(entry.key()))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private static <T extends SpecificRecord> @Nullable T value(Codec<T> codec, byte @Nullable [] bytes) {
        return switch (codec.decode(bytes)) {
            case Decoded.Readable<T>(T value) -> value;
            case Decoded.Absent<T>() -> null;
            case Decoded.Unreadable<T>(String why) -> throw new AssertionError(why);
        };
    }
}
