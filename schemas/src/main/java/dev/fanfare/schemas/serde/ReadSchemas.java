package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.setup.CloseUnhurried;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads what came to the schemas' topic since the last look.
///
/// One consumer stays open from look to look, so that a record with an id of nobody costs one question about the
/// topic's end, and no consumer of its own. It is closed when nobody has looked for a while.
final class ReadSchemas {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final Supplier<? extends Consumer<String, String>> consumers;
    private final Duration idle;
    private @Nullable Consumer<String, String> open;
    private long lastLook;
    private long read;

    /// @param idle how long a consumer stays open that nobody needs
    ReadSchemas(String topic, Supplier<? extends Consumer<String, String>> consumers, Duration idle) {
        this.partition = new TopicPartition(topic, 0);
        this.consumers = consumers;
        this.idle = idle;
    }

    /// @param client Kafka's own settings, with bootstrap.servers
    static ReadSchemas from(String topic, Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("enable.auto.commit", false);
        return new ReadSchemas(
                topic, () -> new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer()), IDLE);
    }

    /// Reads up to the end of now.
    ///
    /// @param learn told each key and value, either of which may be null
    /// @throws RegistryException where Kafka does not answer
    synchronized void on(BiConsumer<@Nullable String, @Nullable String> learn) {
        try {
            Consumer<String, String> consumer = consumer();
            long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
            while (consumer.position(partition, PATIENCE) < end) {
                consumer.poll(PATIENCE).forEach(entry -> learn.accept(entry.key(), entry.value()));
            }
            read = end;
        } catch (KafkaException away) {
            close();
            throw new RegistryException("could not read " + partition.topic(), true, away);
        }
    }

    private Consumer<String, String> consumer() {
        lastLook = System.nanoTime();
        Consumer<String, String> consumer = open;
        if (consumer == null) {
            consumer = consumers.get();
            open = consumer;
            consumer.assign(List.of(partition));
            consumer.seek(partition, read);
            Thread.ofVirtual().name("close-schema-reader").start(this::closeWhenIdle);
        }
        return consumer;
    }

    private void closeWhenIdle() {
        try {
            while (!closedIfIdle()) {
                Thread.sleep(idle);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean closedIfIdle() {
        if (System.nanoTime() - lastLook >= idle.toNanos()) {
            close();
        }
        return open == null;
    }

    private void close() {
        Consumer<String, String> consumer = open;
        open = null;
        if (consumer != null) {
            CloseUnhurried.close(consumer);
        }
    }
}
