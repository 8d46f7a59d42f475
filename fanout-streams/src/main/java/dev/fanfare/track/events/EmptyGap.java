package dev.fanfare.track.events;

import dev.fanfare.schemas.setup.CloseUnhurried;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Looks whether any committed record lies between two offsets.
public final class EmptyGap {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> config;

    public EmptyGap(KafkaSettings kafka) {
        config = new HashMap<>(kafka.client());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    }

    /// False where a record was found, or it could not be told within a second.
    boolean isEmpty(TopicPartition partition, long from, long end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (consumer.position(partition, PATIENCE) < end) {
                if (!consumer.poll(POLL).isEmpty() || System.nanoTime() > deadline) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException away) {
            return false;
        } finally {
            CloseUnhurried.close(consumer);
        }
    }
}
