package dev.fanfare.producer.versions;

import dev.fanfare.producer.kafka.KafkaAway;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Where topics end at this moment.
public final class Ends {

    private static final int PATIENCE_MS = 2_000;
    private final Admin admin;

    public Ends(Admin admin) {
        this.admin = admin;
    }

    /// The offset that the next record will have.
    ///
    /// @throws KafkaAway where Kafka does not say so within 2 s
    long end(TopicPartition partition) {
        try {
            var options = new ListOffsetsOptions().timeoutMs(PATIENCE_MS);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), options)
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException away) {
            throw new KafkaAway("Kafka does not say where " + partition + " ends", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("stopped", stopped);
        }
    }
}
