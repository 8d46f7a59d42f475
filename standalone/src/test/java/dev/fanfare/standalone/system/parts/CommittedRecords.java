package dev.fanfare.standalone.system.parts;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Everything that stands on a topic, as a reader of committed records sees it.
public final class CommittedRecords {

    private final KafkaSettings kafka;
    private final Codecs codecs;

    public CommittedRecords(String bootstrapServers, Topics topics) {
        kafka = new KafkaSettings(bootstrapServers, Map.of());
        codecs = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics);
    }

    /// The deliveries of a channel's lane, each as often as it was to be attempted.
    public Stream<Attempt> attempts(Topic lane) {
        var codec = codecs.of(lane, Delivery.class);
        return on(lane).stream()
                .flatMap(found -> value(codec.decode(found.value())).map(delivery -> Attempt.of(found, delivery)));
    }

    /// What a channel gave up.
    public Stream<DeadLetter> deadLetters(Topic topic) {
        return readable(topic, codecs.of(topic, DeadLetter.class)::decode);
    }

    /// The records, up to the end that the topic has now.
    public List<ConsumerRecord<byte[], byte[]>> on(Topic topic) {
        Map<String, Object> config = kafka.client();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    private <T> Stream<T> readable(Topic topic, Function<byte[], Decoded<T>> decode) {
        return on(topic).stream().flatMap(found -> value(decode.apply(found.value())));
    }

    private static <T> Stream<T> value(Decoded<T> decoded) {
        return decoded instanceof Decoded.Readable<T>(var value) ? Stream.of(value) : Stream.empty();
    }

    /// @param number which attempt this record asks for, from 1
    public record Attempt(Delivery delivery, String number) {

        /// What this record asks for, `delivery` being its value.
        public static Attempt of(ConsumerRecord<?, ?> found, Delivery delivery) {
            return new Attempt(
                    delivery,
                    RecordHeaders.get(found.headers(), RecordHeaders.ATTEMPT).orElse("1"));
        }

        /// What stands only once.
        public String id() {
            return delivery.getId() + " " + number;
        }
    }
}
