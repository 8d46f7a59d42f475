package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.ReaderGroup;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Makes what is missing of the catalogue, starts its readers at their first record, and refuses a catalogue that does
/// not fit.
///
/// Consumers run with `auto.offset.reset=none`: without a committed offset they stop and never skip. So a group without
/// one is given the offset 0 here, unless records below were already deleted.
public final class ProvisionTopics {

    private static final int LOOKS = 100;
    private static final int BETWEEN_LOOKS_MS = 100;

    private final Admin admin;
    private final Topics topics;
    private final short replicationFactor;

    /// @param replicationFactor 0: 3 where three brokers answer, else 1
    public ProvisionTopics(Admin admin, Topics topics, int replicationFactor) {
        this.admin = admin;
        this.topics = topics;
        this.replicationFactor = (short) replicationFactor;
    }

    /// Safe to call from several processes at once.
    ///
    /// @throws IllegalStateException where a topic has another number of partitions than the settings say, is kept
    /// as it may not be, or came to a group that is running
    /// @throws KafkaException where Kafka does not answer
    public void run() {
        try {
            create();
            check();
            new AdjustTopics(admin, topics).run();
            for (ReaderGroup group : topics.readers()) {
                start(group);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        } catch (ExecutionException failed) {
            throw new KafkaException("could not make the topics: " + failed.getCause(), failed.getCause());
        }
    }

    private void create() throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<Topic> missing = topics.all().stream()
                .filter(topic -> !there.contains(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        short factor = replicationFactor > 0 ? replicationFactor : (short) (brokers() >= 3 ? 3 : 1);
        var made = admin.createTopics(missing.stream()
                .map(topic -> topic.toNewTopic(factor, factor > 1 ? 2 : 1))
                .toList());
        for (var result : made.values().values()) {
            try {
                result.get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    private int brokers() throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().size();
    }

    private void check() throws InterruptedException, ExecutionException {
        List<String> names = topics.all().stream().map(Topic::name).toList();
        Map<String, Integer> found = describe(names).values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size()));
        List<Topic> wrong = topics.all().stream()
                .filter(topic -> found.getOrDefault(topic.name(), 0) != topic.partitions())
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(WrongPartitions.inWords(wrong, found));
        }
    }

    /// What another process has just made is not known to every broker at once.
    private Map<String, TopicDescription> describe(List<String> names) throws InterruptedException, ExecutionException {
        for (int looksLeft = LOOKS; ; looksLeft--) {
            try {
                return admin.describeTopics(names).allTopicNames().get();
            } catch (ExecutionException failed) {
                if (looksLeft == 0 || !(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        }
    }

    private void start(ReaderGroup group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.id())
                .partitionsToOffsetAndMetadata()
                .get();
        List<TopicPartition> without = group.topics().stream()
                .flatMap(ProvisionTopics::partitions)
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (without.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
        var earliest = admin.listOffsets(without.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.earliest())))
                .all()
                .get();
        earliest.forEach((partition, first) -> {
            if (first.offset() == 0) {
                zero.put(partition, new OffsetAndMetadata(0));
            }
        });
        try {
            admin.alterConsumerGroupOffsets(group.id(), zero).all().get();
        } catch (ExecutionException failed) {
            if (startedMeanwhile(group, without)) {
                return;
            }
            if (failed.getCause() instanceof UnknownMemberIdException
                    || failed.getCause() instanceof GroupNotEmptyException) {
                throw new IllegalStateException(
                        "the group " + group.id() + " is running and has no place yet in " + names(without)
                                + ", which this version reads: stop every process of this group, of the version"
                                + " before, then start this one; nothing is lost meanwhile",
                        failed.getCause());
            }
            throw new IllegalStateException(
                    "the group " + group.id() + " cannot be given its first place: " + failed.getCause(), failed);
        }
    }

    private static Set<String> names(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Another process may have done the same, and its consumers be running already.
    private boolean startedMeanwhile(ReaderGroup group, List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group.id())
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .containsAll(partitions);
    }

    private static java.util.stream.Stream<TopicPartition> partitions(Topic topic) {
        return java.util.stream.IntStream.range(0, topic.partitions())
                .mapToObj(n -> new TopicPartition(topic.name(), n));
    }
}
