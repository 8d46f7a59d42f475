package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.ReaderGroup;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
/// Consumers run with `auto.offset.reset=none`: without a committed offset they stop, and neither skip nor tell all
/// again. So a group that has never read is given the offset 0 here, unless records below were already deleted; one
/// that
/// may have is given none.
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
    /// @return topics in which a group has no place though it may have read there, by its id: who reads on as that
    /// group must not start
    /// @throws IllegalStateException where a topic has another number of partitions than the settings say, is kept
    /// as it may not be, or came to a group that is running
    /// @throws KafkaException where Kafka does not answer
    public Map<String, Set<String>> run() {
        try {
            create();
            check();
            new AdjustTopics(admin, topics).run();
            Map<String, Set<String>> lost = new HashMap<>();
            for (ReaderGroup group : topics.readers()) {
                Set<String> without = start(group);
                if (!without.isEmpty()) {
                    lost.put(group.id(), without);
                }
            }
            return lost;
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

    /// Answers the topics in which it is given no place.
    private Set<String> start(ReaderGroup group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.id())
                .partitionsToOffsetAndMetadata()
                .get();
        List<TopicPartition> without = group.topics().stream()
                .flatMap(ProvisionTopics::partitions)
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (without.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> unread = unread(without);
        List<TopicPartition> lost = without.stream()
                .filter(partition -> !unread.contains(partition))
                .toList();
        if (!unread.isEmpty()) {
            give(group, unread);
        }
        return lost.isEmpty() || startedMeanwhile(group, lost) ? Set.of() : names(lost);
    }

    private void give(ReaderGroup group, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> zero =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> new OffsetAndMetadata(0)));
        try {
            admin.alterConsumerGroupOffsets(group.id(), zero).all().get();
        } catch (ExecutionException failed) {
            if (startedMeanwhile(group, partitions)) {
                return;
            }
            if (failed.getCause() instanceof UnknownMemberIdException
                    || failed.getCause() instanceof GroupNotEmptyException) {
                throw new IllegalStateException(
                        "the group " + group.id() + " is running and has no place yet in " + names(partitions)
                                + ", which this version reads: stop every process of this group, of the version"
                                + " before, then start this one; nothing is lost meanwhile",
                        failed.getCause());
            }
            throw new IllegalStateException(
                    "the group " + group.id() + " cannot be given its first place: " + failed.getCause(), failed);
        }
    }

    /// Of partitions without a place, those of which nothing can have been read: nothing was ever written there, or
    /// nothing has ever come out of fan-out, and all that was written for it is still there. Of any other the place
    /// is
    /// lost, or not known to the coordinator just now, and who began again would tell everybody twice.
    private Set<TopicPartition> unread(List<TopicPartition> without) throws InterruptedException, ExecutionException {
        List<TopicPartition> made = Stream.of(
                        topics.slices(Lane.EXPRESS), topics.slices(Lane.STANDARD), topics.counts(), topics.outcomes())
                .flatMap(ProvisionTopics::partitions)
                .toList();
        boolean hasRun = offsets(made, OffsetSpec.latest()).values().stream().anyMatch(next -> next > 0);
        OffsetSpec looked = hasRun ? OffsetSpec.latest() : OffsetSpec.earliest();
        return offsets(without, looked).entrySet().stream()
                .filter(partition -> partition.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static Set<String> names(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Another process may have done the same, and its consumers be running already.
    private boolean startedMeanwhile(ReaderGroup group, Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group.id())
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .containsAll(partitions);
    }

    private static Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(n -> new TopicPartition(topic.name(), n));
    }
}
