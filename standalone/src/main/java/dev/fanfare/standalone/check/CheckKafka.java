package dev.fanfare.standalone.check;

import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Doubtful;
import dev.fanfare.standalone.check.Finding.Good;
import dev.fanfare.standalone.settings.GivenKafka;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/// Does Kafka answer, and does it keep a stopped group's place long enough?
final class CheckKafka {

    private static final String ABOUT = "kafka";
    private static final String RETENTION = "offsets.retention.minutes";
    private static final int PATIENCE_MS = 5_000;
    private static final long YEAR_IN_MINUTES = 365 * 24 * 60;

    private CheckKafka() {}

    static Finding check(KafkaSettings kafka) {
        try (Admin admin = Admin.create(GivenKafka.impatient(kafka, PATIENCE_MS))) {
            Collection<Node> nodes = admin.describeCluster().nodes().get();
            long retention = retention(admin, nodes.iterator().next());
            String seen = nodes.size() + " broker(s) at " + kafka.bootstrapServers();
            return retention < YEAR_IN_MINUTES
                    ? new Doubtful(
                            ABOUT,
                            seen + ", " + RETENTION + " is " + retention,
                            "a group that is stopped for so many minutes loses its place, and its lanes stop: set "
                                    + RETENTION + "=525600 on the brokers")
                    : new Good(ABOUT, seen);
        } catch (ExecutionException | KafkaException failed) {
            String why = failed.getCause() == null
                    ? failed.getMessage()
                    : failed.getCause().getMessage();
            return new Bad(
                    ABOUT,
                    kafka.bootstrapServers() + ": " + why,
                    "start the broker or correct --kafka HOST:PORT; without it, up brings its own");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Bad(ABOUT, "stopped", "run the check again");
        }
    }

    private static long retention(Admin admin, Node node) throws ExecutionException, InterruptedException {
        var broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        Config config = admin.describeConfigs(List.of(broker))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return Long.parseLong(config.get(RETENTION).value());
    }
}
