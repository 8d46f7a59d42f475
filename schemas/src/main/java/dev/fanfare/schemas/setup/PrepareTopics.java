package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what is missing of the topics, or says what is missing where it may not; and checks that they fit.
///
/// @param reads names of the groups as which this process reads on
public record PrepareTopics(Admin admin, AppSettings settings, Set<String> reads) {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareTopics.class);

    /// The catalogue, all of whose topics are there.
    ///
    /// @throws IllegalStateException where topics do not fit the settings, or are missing and may not be made, or
    /// where
    /// a group of this process has lost its place
    /// @throws KafkaException where Kafka does not answer
    public Topics run() {
        Topics topics = settings.catalogue();
        if (!settings.topics().create()) {
            refuseMissing(topics);
        }
        refuseLost(topics, new ProvisionTopics(admin, topics, settings.replicationFactor()).run());
        return topics;
    }

    /// Who would begin again tells everybody twice, and who goes on at the end leaves some out: neither is ours to
    /// choose. Others may well start: what they write waits.
    private void refuseLost(Topics topics, Map<String, Set<String>> lost) {
        lost.forEach((group, in) -> LOG.atWarn()
                .addKeyValue("group", group)
                .addKeyValue("topics", in)
                .log("A group has no place in topics that hold, or held, records, and was given none"));
        reads.stream().map(topics::group).filter(lost::containsKey).findFirst().ifPresent(group -> {
            throw new IllegalStateException("the group " + group + " has no place in " + lost.get(group)
                    + ", where it may have read: Kafka has lost it, or does not know it just now; nothing is read"
                    + " from the beginning by itself. Start again; where it stays so, see \"A group lost its place\" in"
                    + " docs/operations.md");
        });
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
