package dev.fanfare.schemas.setup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `fanfare.kafka.*`: how to reach the brokers.
///
/// @param bootstrapServers `host:port`, with commas
/// @param properties any of Kafka's client settings, for example for SASL and TLS
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {

    /// Unless a setting says otherwise.
    public static final String DEFAULT_BOOTSTRAP = "localhost:9092";

    public KafkaSettings(@Nullable String bootstrapServers, @Nullable Map<String, String> properties) {
        this.bootstrapServers = bootstrapServers == null ? DEFAULT_BOOTSTRAP : bootstrapServers;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (!this.bootstrapServers.matches("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*")) {
            throw new IllegalArgumentException("fanfare.kafka.bootstrap-servers: must be host:port, with commas, is '"
                    + this.bootstrapServers + "'");
        }
    }

    /// For any of Kafka's clients.
    public Map<String, Object> client() {
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", bootstrapServers);
        return config;
    }

    /// Without the properties' values, which may be secrets.
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
    }
}
