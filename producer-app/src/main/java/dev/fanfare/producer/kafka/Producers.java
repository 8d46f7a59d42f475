package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Kafka's producers as the front door needs them: idempotent, acknowledged by all, and done or failed within a stated
/// time.
///
/// A stream or an import has a producer of its own, so that one event never waits in its buffer.
public final class Producers {

    /// How long a single call waits for Kafka before it answers 503.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BULK_PATIENCE = Duration.ofSeconds(15);
    private static final int MESSAGE = Sizes.MESSAGE + 64 * 1024;
    private static final int MEBI = 1024 * 1024;

    private Producers() {}

    /// For calls whose caller waits: nothing lingers.
    public static Producer<String, byte[]> prompt(KafkaSettings kafka) {
        return make(kafka, "fanfare-front", PATIENCE, 0, 64 * 1024);
    }

    /// For many records in a row.
    public static Producer<String, byte[]> bulk(KafkaSettings kafka) {
        return make(kafka, "fanfare-front-bulk", BULK_PATIENCE, 2, 256 * 1024);
    }

    /// For what is accepted already: tries for as long as it takes, so that nothing passes what is tried again.
    public static Producer<String, byte[]> lasting(KafkaSettings kafka) {
        Map<String, Object> config = config(kafka, "fanfare-front-spool", PATIENCE, 2, 256 * 1024);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        // Batches that are under way may be numbered anew beside each other (KAFKA-14034), and one be refused for ever.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private static Producer<String, byte[]> make(
            KafkaSettings kafka, String id, Duration patience, int lingerMs, int batch) {
        return new KafkaProducer<>(
                config(kafka, id, patience, lingerMs, batch), new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> config(
            KafkaSettings kafka, String id, Duration patience, int lingerMs, int batch) {
        Map<String, Object> config = kafka.client();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, id);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, batch);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * MEBI);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MESSAGE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() - 500);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        return config;
    }
}
