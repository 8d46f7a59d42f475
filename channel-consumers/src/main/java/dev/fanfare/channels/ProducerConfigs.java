package dev.fanfare.channels;

import static org.apache.kafka.clients.producer.ProducerConfig.*;

import dev.fanfare.schemas.Sizes;
import java.util.HashMap;
import java.util.Map;

/// Kafka's settings for the one producer that writes what replaces deliveries.
final class ProducerConfigs {

    private ProducerConfigs() {}

    static Map<String, Object> of(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ACKS_CONFIG, "all");
        config.put(ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(BATCH_SIZE_CONFIG, 64 * 1024);
        config.put(MAX_REQUEST_SIZE_CONFIG, Sizes.MESSAGE + 64 * 1024);
        config.put(BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
        config.put(REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(MAX_BLOCK_MS_CONFIG, 30_000);
        return config;
    }
}
