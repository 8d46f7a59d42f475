package dev.fanfare.producer.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether Kafka answers within 2 s.
public final class KafkaHealth implements HealthIndicator {

    private final Admin admin;

    public KafkaHealth(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Health health() {
        try {
            var options = new DescribeClusterOptions().timeoutMs((int) Producers.PATIENCE.toMillis());
            int brokers = admin.describeCluster(options).nodes().get().size();
            return Health.up().withDetail("brokers", brokers).build();
        } catch (ExecutionException away) {
            return Health.down(away).build();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Health.down(stopped).build();
        }
    }
}
