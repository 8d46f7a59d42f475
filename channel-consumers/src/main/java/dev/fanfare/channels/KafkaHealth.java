package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `kafka` of the health: the brokers answer, every channel takes records, and what is written is acknowledged.
final class KafkaHealth implements HealthIndicator {

    private static final int PATIENCE_MS = 2_000;

    private final Admin admin;
    private final RunChannels channels;
    private final WriteRecords write;

    KafkaHealth(Admin admin, RunChannels channels, WriteRecords write) {
        this.admin = admin;
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
        return brokers();
    }

    private Health brokers() {
        try {
            int brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MS))
                    .nodes()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .size();
            return Health.up().withDetail("brokers", brokers).build();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Health.down().build();
        } catch (ExecutionException | TimeoutException away) {
            return Health.down().withDetail("error", "Kafka does not answer").build();
        }
    }
}
