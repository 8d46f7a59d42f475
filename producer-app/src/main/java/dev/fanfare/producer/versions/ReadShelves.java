package dev.fanfare.producer.versions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the topics of rules and templates from their first record on, and goes on reading until it is closed.
public final class ReadShelves {

    private static final Logger LOG = LoggerFactory.getLogger(ReadShelves.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BACK_OFF_MS = 500;

    private final Map<TopicPartition, Shelf<?>> shelves;
    private final Progress progress;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    public ReadShelves(List<Shelf<?>> shelves, Progress progress, Supplier<Consumer<String, byte[]>> consumers) {
        this.shelves = shelves.stream()
                .collect(Collectors.toMap(shelf -> new TopicPartition(shelf.topic(), 0), shelf -> shelf));
        this.progress = progress;
        this.consumers = consumers;
    }

    /// What fails is tried again from where it stood.
    public void run() {
        while (!stopped(0)) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (InvalidOffsetException anotherTopic) {
                LOG.atWarn().setCause(anotherTopic).log("rules and templates are read again from their beginning");
                positions.clear();
                shelves.values().forEach(Shelf::clear);
            } catch (KafkaException away) {
                LOG.atWarn().setCause(away).log("rules and templates cannot be read and are tried again");
                stopped(BACK_OFF_MS);
            }
        }
    }

    /// Returns at once; reading ends soon after.
    public void stop() {
        stop.countDown();
    }

    private void read(Consumer<String, byte[]> consumer) {
        consumer.assign(shelves.keySet());
        consumer.seekToBeginning(shelves.keySet());
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(shelves.keySet(), PATIENCE);
        while (!stopped(0)) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : shelves.keySet()) {
                Shelf<?> shelf = shelves.get(partition);
                records.records(partition).forEach(shelf::learn);
                positions.put(partition, consumer.position(partition, PATIENCE));
            }
            progress.reached(positions, ends);
        }
    }

    private boolean stopped(long waitMs) {
        try {
            return stop.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
