package dev.fanfare.benchmarks.timers;

import dev.fanfare.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// When those come out that are due, as one sees it who reads committed records only.
final class WatchDue implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final Queue<Came> came = new ConcurrentLinkedQueue<>();
    private final AtomicLong others = new AtomicLong();
    private final CountDownLatch left;
    private final Thread thread;

    /// @param at when it could be read
    record Came(Instant due, Instant at) {

        /// Milliseconds; below 0 where it came too early.
        double late() {
            return Duration.between(due, at).toNanos() / 1e6;
        }
    }

    /// @param expected by person, of whom each has one
    WatchDue(Map<String, Object> client, Topic topic, Map<String, Instant> expected) {
        due.putAll(expected);
        left = new CountDownLatch(expected.size());
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("watch-due").start(this::watch);
    }

    private void watch() {
        try (consumer) {
            while (true) {
                var records = consumer.poll(POLL);
                Instant now = Instant.now();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    Instant was = due.remove(new String(record.key(), StandardCharsets.UTF_8));
                    if (was == null) {
                        others.incrementAndGet();
                    } else {
                        came.add(new Came(was, now));
                        left.countDown();
                    }
                }
            }
        } catch (WakeupException closed) {
            return;
        }
    }

    /// Everything that was expected.
    ///
    /// @throws IllegalStateException where it has not come by then
    List<Came> all(Duration patience) throws InterruptedException {
        if (!left.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(left.getCount() + " have not come");
        }
        return List.copyOf(came);
    }

    /// How many came that nobody expected.
    long others() {
        return others.get();
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
