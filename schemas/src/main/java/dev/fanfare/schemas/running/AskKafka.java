package dev.fanfare.schemas.running;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// Whether Kafka answers within 2 s, and with how many brokers.
public record AskKafka(Admin admin) {

    private static final int PATIENCE_MS = 2_000;

    public Standing run() {
        try {
            var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MS);
            int brokers = admin.describeCluster(options)
                    .nodes()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .size();
            return Standing.up("brokers", brokers);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Standing.down("stopping");
        } catch (ExecutionException | TimeoutException away) {
            return Standing.down("Kafka does not answer");
        }
    }
}
