package dev.fanfare.schemas.running;

import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// Asks Kafka how many brokers there are, for 2 s.
public record CountBrokers(Admin admin) {

    private static final int PATIENCE_MS = 2_000;

    /// Nothing where Kafka does not answer.
    public OptionalInt run() {
        try {
            var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MS);
            return OptionalInt.of(admin.describeCluster(options)
                    .nodes()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .size());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | TimeoutException away) {
            return OptionalInt.empty();
        }
    }
}
