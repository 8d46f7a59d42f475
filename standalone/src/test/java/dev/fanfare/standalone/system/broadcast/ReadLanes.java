package dev.fanfare.standalone.system.broadcast;

import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A reader of committed records on the channels' lanes, while they are written.
final class ReadLanes implements AutoCloseable {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private static final List<Topic> LANES = List.of(Channel.EMAIL, Channel.WEBHOOK).stream()
            .flatMap(channel -> TOPICS.lanes(channel).stream())
            .toList();
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaSettings kafka;
    private final Codec<Delivery> codec;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, Queue<Attempt>> byEvent = new ConcurrentHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("read-lanes").daemon().unstarted(this::run);
    private volatile boolean stopped;

    ReadLanes(String bootstrapServers) {
        kafka = new KafkaSettings(bootstrapServers, Map.of());
        codec = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, TOPICS).of(LANES.getFirst(), Delivery.class);
        try (var consumer = consumer()) {
            partitions = LANES.stream()
                    .flatMap(lane -> consumer.partitionsFor(lane.name()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
        }
        thread.start();
    }

    /// How many deliveries of this event are committed, as far as was read.
    int committed(String event) {
        Queue<Attempt> found = byEvent.get(event);
        return found == null ? 0 : found.size();
    }

    /// All deliveries of this event that are committed now; they are forgotten here.
    Collection<Attempt> take(String event) {
        awaitEnd();
        Queue<Attempt> taken = byEvent.remove(event);
        return taken == null ? List.of() : taken;
    }

    /// How many deliveries are committed now of events that were not taken, or came after that.
    long left() {
        awaitEnd();
        return byEvent.values().stream().mapToLong(Queue::size).sum();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try (var consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> ends.entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue()));
        }
    }

    private void run() {
        try (var consumer = consumer()) {
            consumer.assign(partitions);
            while (!stopped) {
                consumer.poll(POLL).forEach(this::keep);
                partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            }
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> found) {
        if (codec.decode(found.value()) instanceof Decoded.Readable<Delivery>(var delivery)) {
            byEvent.computeIfAbsent(delivery.getEvent(), _ -> new ConcurrentLinkedQueue<>())
                    .add(Attempt.of(found, delivery));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = kafka.client();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
