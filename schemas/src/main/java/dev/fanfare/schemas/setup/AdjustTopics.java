package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives topics that were made under other settings, or by other means, the retention of now, and the time of writing
/// as their records' time.
///
/// A topic that may not be looked at or changed keeps what it has: that is said, and stops nothing, unless its
/// `cleanup.policy` is not ours.
final class AdjustTopics {

    private static final Logger LOG = LoggerFactory.getLogger(AdjustTopics.class);

    private final Admin admin;
    private final Map<ConfigResource, Topic> topics;

    AdjustTopics(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics.all().stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), Function.identity()));
    }

    /// @throws IllegalStateException where a topic is kept as none of ours may be, and may not be changed
    void run() throws InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (var found : admin.describeConfigs(topics.keySet()).values().entrySet()) {
            try {
                List<AlterConfigOp> wrong =
                        wrong(topic(found.getKey()), found.getValue().get());
                if (!wrong.isEmpty()) {
                    changes.put(found.getKey(), wrong);
                }
            } catch (ExecutionException failed) {
                tell(found.getKey(), failed);
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        for (var changed : admin.incrementalAlterConfigs(changes).values().entrySet()) {
            try {
                changed.getValue().get();
            } catch (ExecutionException failed) {
                refuseLoss(changed.getKey(), changes.getOrDefault(changed.getKey(), List.of()), failed);
                tell(changed.getKey(), failed);
            }
        }
    }

    /// Kafka would delete what is to stay, or all but the last of each key of what waits.
    private void refuseLoss(ConfigResource topic, Collection<AlterConfigOp> wrong, ExecutionException failed) {
        wrong.stream()
                .map(AlterConfigOp::configEntry)
                .filter(wanted -> wanted.name().equals(TopicConfig.CLEANUP_POLICY_CONFIG))
                .findFirst()
                .ifPresent(wanted -> {
                    throw new IllegalStateException(
                            topic.name() + ": records would be lost; set " + wanted.name() + "=" + wanted.value()
                                    + ", which we could not: " + failed.getCause(),
                            failed.getCause());
                });
    }

    private static List<AlterConfigOp> wrong(Topic topic, Config found) {
        return topic.lasting().entrySet().stream()
                .filter(wanted -> {
                    ConfigEntry entry = found.get(wanted.getKey());
                    return entry == null || !wanted.getValue().equals(entry.value());
                })
                .map(wanted -> new AlterConfigOp(
                        new ConfigEntry(wanted.getKey(), wanted.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }

    private Topic topic(ConfigResource resource) {
        return Objects.requireNonNull(topics.get(resource));
    }

    /// What another process has just made is not known to every broker at once, and is made as the settings say.
    private void tell(ConfigResource topic, ExecutionException failed) {
        if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("wanted", topic(topic).lasting())
                .addKeyValue("why", String.valueOf(failed.getCause()))
                .log("A topic's settings could not be looked at or changed, and stays as it is");
    }
}
