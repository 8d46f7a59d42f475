package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Makes what is missing of the topics, or says what is missing where it may not; and checks that they fit.
public record PrepareTopics(Admin admin, AppSettings settings) {

    /// The catalogue, all of whose topics are there.
    ///
    /// @throws IllegalStateException where topics do not fit the settings, or are missing and may not be made
    /// @throws KafkaException where Kafka does not answer
    public Topics run() {
        Topics topics = settings.catalogue();
        if (!settings.topics().create()) {
            refuseMissing(topics);
        }
        new ProvisionTopics(admin, topics, settings.replicationFactor()).run();
        return topics;
    }

    /// How often internal topics are kept: as the settings say, or 3 where three brokers answer, else 1.
    ///
    /// @throws KafkaException where Kafka does not answer
    public int replicas() {
        return settings.replicationFactor() > 0
                ? settings.replicationFactor()
                : answered(() -> admin.describeCluster().nodes().get()).size() >= 3 ? 3 : 1;
    }

    private void refuseMissing(Topics topics) {
        Set<String> there = answered(() -> admin.listTopics().names().get());
        List<String> missing = topics.all().stream()
                .map(Topic::name)
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "fanfare.topics.create: is false, and these topics are missing: " + missing);
        }
    }

    private static <T> T answered(Asked<T> asked) {
        try {
            return asked.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        } catch (ExecutionException failed) {
            throw new KafkaException("Kafka does not answer: " + failed.getCause(), failed.getCause());
        }
    }

    private interface Asked<T> {
        T get() throws InterruptedException, ExecutionException;
    }
}
