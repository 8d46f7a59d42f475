package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.setup.ProvisionTopics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Makes what is missing of the topics, or says what is missing where it may not; and checks that they fit.
public record MakeTopics(Admin admin, PipelineSettings settings) {

    /// @throws IllegalStateException where the topics do not fit the settings
    /// @throws KafkaException where Kafka does not answer
    public void run() {
        if (!settings.topics().create()) {
            refuseMissing();
        }
        new ProvisionTopics(admin, settings.catalogue(), settings.replicationFactor()).run();
    }

    private void refuseMissing() {
        Set<String> there = names();
        List<String> missing = settings.catalogue().all().stream()
                .map(Topic::name)
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "fanfare.topics.create: is false, and these topics are missing: " + missing);
        }
    }

    private Set<String> names() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException away) {
            throw new KafkaException("could not list the topics: " + away.getCause(), away.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        }
    }
}
