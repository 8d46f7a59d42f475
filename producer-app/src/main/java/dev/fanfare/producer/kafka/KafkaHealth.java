package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.running.CountBrokers;
import java.util.OptionalInt;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `kafka` of the health: the brokers answer.
public final class KafkaHealth implements HealthIndicator {

    private final CountBrokers brokers;

    public KafkaHealth(CountBrokers brokers) {
        this.brokers = brokers;
    }

    @Override
    public Health health() {
        OptionalInt count = brokers.run();
        return count.isPresent()
                ? Health.up().withDetail("brokers", count.getAsInt()).build()
                : Health.down().withDetail("error", "Kafka does not answer").build();
    }
}
