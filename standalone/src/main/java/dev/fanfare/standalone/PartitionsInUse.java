package dev.fanfare.standalone;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.settings.GivenKafka;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// How many partitions a running pipeline's topics have.
final class PartitionsInUse {

    private static final int PATIENCE_MS = 4_000;

    private PartitionsInUse() {}

    /// Nothing where none of the topics is there.
    ///
    /// @throws KafkaException where no broker answers
    static OptionalInt at(KafkaSettings kafka, Topics topics) {
        String asked = topics.recipients().name();
        try (Admin admin = Admin.create(GivenKafka.impatient(kafka, PATIENCE_MS))) {
            return admin.describeTopics(List.of(asked)).allTopicNames().get().values().stream()
                    .mapToInt(topic -> topic.partitions().size())
                    .findFirst();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw new KafkaException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
