package dev.fanfare.benchmarks.urgent;

import dev.fanfare.benchmarks.stack.Stack;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Keeps so many records waiting: as many as are worked off come behind them.
final class KeepWaiting implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final MakeWork work;
    private final String group;
    private final String topic;
    private final int wanted;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile int made;

    KeepWaiting(Stack stack, Backlog backlog, MakeWork work, int wanted) {
        var config = stack.kafka().client();
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        admin = Admin.create(stack.kafka().client());
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.work = work;
        this.group = backlog.group(stack.topics());
        this.topic = backlog.topic(stack.topics()).name();
        this.wanted = wanted;
        thread = Thread.ofPlatform().name("keep-waiting").start(this::keep);
    }

    /// How many have been worked off, as their reader has committed.
    long workedOff() {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Blocks until so many wait as are wanted.
    void awaitFull() {
        while (made - workedOff() < wanted * 0.95) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void keep() {
        while (!stopped) {
            long missing = wanted - (made - workedOff());
            for (long i = 0; i < missing && !stopped; i++) {
                producer.send(work.record(made));
                made++;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.close();
        admin.close();
    }
}
