package dev.fanfare.standalone.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Sees to it that nobody else's broker is ever taken for ours.
final class SameCluster {

    private SameCluster() {}

    /// @throws IllegalStateException where another cluster's broker answers, or none
    static void require(String bootstrapServers, String cluster) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            String found = admin.describeCluster().clusterId().get();
            if (!cluster.equals(found)) {
                throw new IllegalStateException(
                        "at " + bootstrapServers + " answers the broker of cluster " + found + ", not of " + cluster);
            }
        } catch (ExecutionException silent) {
            throw new IllegalStateException("the broker does not answer at " + bootstrapServers, silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the broker started", stopped);
        }
    }
}
