package dev.fanfare.benchmarks.arrivals;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Tells what comes to stand on a channel topic, committed, from now on.
public final class WatchTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec<Delivery> codec;
    private final Function<Delivery, String> id;
    private final Arrivals arrivals;
    private final Thread thread;

    /// Takes a delivery's title for the event's id.
    public WatchTopic(Map<String, Object> client, Topic topic, Codec<Delivery> codec, Arrivals arrivals) {
        this(client, topic, codec, Delivery::getTitle, arrivals);
    }

    /// @param id by which a delivery is expected
    public WatchTopic(
            Map<String, Object> client,
            Topic topic,
            Codec<Delivery> codec,
            Function<Delivery, String> id,
            Arrivals arrivals) {
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.codec = codec;
        this.id = id;
        this.arrivals = arrivals;
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("watch-topic").start(this::watch);
    }

    private void watch() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(record -> {
                    if (codec.decode(record.value()) instanceof Decoded.Readable<Delivery>(var delivery)) {
                        arrivals.came(id.apply(delivery));
                    }
                });
            }
        } catch (WakeupException closed) {
            return;
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
