package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.schemas.running.CountBrokers;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `kafka` of the health: the brokers answer, every channel takes records, and what is written is acknowledged.
final class KafkaHealth implements HealthIndicator {

    private final CountBrokers brokers;
    private final RunChannels channels;
    private final WriteRecords write;

    KafkaHealth(CountBrokers brokers, RunChannels channels, WriteRecords write) {
        this.brokers = brokers;
        this.channels = channels;
        this.write = write;
    }

    @Override
    public Health health() {
        List<String> fallen = channels.fallen();
        if (!fallen.isEmpty()) {
            return Health.down().withDetail("stopped", fallen).build();
        }
        if (write.failing() > 0) {
            return Health.down()
                    .withDetail("waitingToBeWritten", write.failing())
                    .build();
        }
        OptionalInt count = brokers.run();
        return count.isPresent()
                ? Health.up().withDetail("brokers", count.getAsInt()).build()
                : Health.down().withDetail("error", "Kafka does not answer").build();
    }
}
