package dev.fanfare.standalone.system.parts;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.net.URI;
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
    private final Map<TopicPartition, Long> begin;

    public CommittedRecords(String bootstrapServers, Topics topics) {
        this(bootstrapServers, topics, Map.of());
    }

    /// @param begin what stood before these offsets is left out; all there is where a partition is not named
    public CommittedRecords(String bootstrapServers, Topics topics, Map<TopicPartition, Long> begin) {
        this.begin = Map.copyOf(begin);
        kafka = new KafkaSettings(bootstrapServers, Map.of());
        codecs = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics);
    }

    /// Where these topics end now.
    public Map<TopicPartition, Long> ends(List<Topic> topics) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(topics.stream()
                    .flatMap(topic -> partitions(consumer, topic).stream())
                    .toList());
        }
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
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            partitions.stream()
                    .filter(begin::containsKey)
                    .forEach(partition -> consumer.seek(partition, begin.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = kafka.client();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private <T> Stream<T> readable(Topic topic, Function<byte[], Decoded<T>> decode) {
        return on(topic).stream().flatMap(found -> value(decode.apply(found.value())));
    }

    private static <T> Stream<T> value(Decoded<T> decoded) {
        return decoded instanceof Decoded.Readable<T>(var value) ? Stream.of(value) : Stream.empty();
    }

    /// As sinks name where it goes: an endpoint by its path.
    public static String addressOf(Delivery delivery) {
        return delivery.getChannel() == Channel.WEBHOOK
                ? URI.create(delivery.getAddress()).getPath()
                : delivery.getAddress();
    }

    /// What a channel was asked for once.
    ///
    /// @param delivery its id
    /// @param event the key of its event
    /// @param address as sinks name it
    /// @param number which attempt, from 1, and how often it had waited as the same one
    public record Attempt(String delivery, String event, String address, String number) {

        /// What this record asks for, `delivery` being its value.
        public static Attempt of(ConsumerRecord<?, ?> found, Delivery delivery) {
            return new Attempt(
                    delivery.getId(),
                    delivery.getEvent(),
                    addressOf(delivery),
                    RecordHeaders.number(found.headers(), RecordHeaders.ATTEMPT, 1) + " "
                            + RecordHeaders.number(found.headers(), RecordHeaders.HOLDS, 0));
        }

        /// What stands only once.
        public String id() {
            return delivery + " " + number;
        }
    }
}
