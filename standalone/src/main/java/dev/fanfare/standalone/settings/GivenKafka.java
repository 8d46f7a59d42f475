package dev.fanfare.standalone.settings;

import dev.fanfare.schemas.setup.KafkaSettings;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// Brokers, reached as the settings say: with `fanfare.kafka.properties`, as SASL and TLS.
public final class GivenKafka {

    private static final int SOONER_MS = 1_000;

    private GivenKafka() {}

    /// These brokers, however the settings name others.
    public static KafkaSettings at(String bootstrapServers, Environment given) {
        KafkaSettings kafka = Binder.get(given).bindOrCreate("fanfare.kafka", KafkaSettings.class);
        return new KafkaSettings(bootstrapServers, kafka.properties());
    }

    /// For a client that gives up soon.
    ///
    /// @param patienceMs more than 1,000
    public static Map<String, Object> impatient(KafkaSettings kafka, int patienceMs) {
        Map<String, Object> client = kafka.client();
        client.put("default.api.timeout.ms", patienceMs);
        client.put("request.timeout.ms", patienceMs - SOONER_MS);
        return client;
    }
}
