package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what every reader has worked off and what is older than its topic keeps it; nothing else is ever deleted.
///
/// A partition that a reader has committed nothing of is left alone. What was committed is looked up first, the age
/// then: so a record that is written meanwhile is never taken for an old one. Any number of processes may do this at
/// once, since a partition's start only ever moves up.
public final class DeleteWorkedOff {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteWorkedOff.class);

    private final Admin admin;
    private final List<WorkedOff> topics;
    private final InstantSource clock;
    private final Set<Class<?>> told = new HashSet<>();

    /// @param owners the groups whose topics are emptied here; a topic belongs to its first reader in the catalogue
    public DeleteWorkedOff(Admin admin, Topics topics, Collection<String> owners, InstantSource clock) {
        this.admin = admin;
        this.topics = WorkedOff.by(Set.copyOf(owners), topics);
        this.clock = clock;
    }

    /// One look at each topic. What fails is logged once for each kind of failure until a look goes through again.
    ///
    /// @throws InterruptedException where the thread is to end
    public void run() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        for (WorkedOff topic : topics) {
            try {
                empty(topic, failures);
            } catch (ExecutionException failed) {
                failures.add(failed.getCause() == null ? failed : failed.getCause());
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (failures.isEmpty()) {
            told.clear();
        }
        failures.forEach(this::tellOnce);
    }

    private void empty(WorkedOff topic, List<Throwable> failures) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> upTo = workedOff(topic);
        upTo.values().removeIf(offset -> offset == 0);
        if (upTo.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> first = offsets(upTo.keySet(), OffsetSpec.earliest());
        upTo.entrySet().removeIf(offset -> offset.getValue() <= first.getOrDefault(offset.getKey(), 0L));
        if (upTo.isEmpty()) {
            return;
        }
        Instant young = clock.instant().minus(topic.then());
        offsets(upTo.keySet(), OffsetSpec.forTimestamp(young.toEpochMilli()))
                .forEach((partition, offset) -> upTo.merge(partition, offset, Math::min));
        upTo.entrySet().removeIf(offset -> offset.getValue() <= first.getOrDefault(offset.getKey(), 0L));
        delete(upTo, failures);
    }

    /// What all readers have committed; a partition that one has no offset of is left out.
    private Map<TopicPartition, Long> workedOff(WorkedOff topic) throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = topic.partitions();
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        var committed = admin.listConsumerGroupOffsets(
                topic.readers().stream().collect(Collectors.toMap(Function.identity(), _ -> spec)));
        Map<TopicPartition, Long> lowest = new HashMap<>();
        partitions.forEach(partition -> lowest.put(partition, Long.MAX_VALUE));
        for (String reader : topic.readers()) {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    committed.partitionsToOffsetAndMetadata(reader).get();
            partitions.forEach(partition -> {
                OffsetAndMetadata offset = offsets.get(partition);
                lowest.computeIfPresent(
                        partition, (_, others) -> offset == null ? null : Math.min(others, offset.offset()));
            });
        }
        return lowest;
    }

    /// Without those where there is no such offset.
    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get()
                .forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        offsets.put(partition, found.offset());
                    }
                });
        return offsets;
    }

    private void delete(Map<TopicPartition, Long> upTo, List<Throwable> failures) throws InterruptedException {
        if (upTo.isEmpty()) {
            return;
        }
        Map<TopicPartition, RecordsToDelete> records = upTo.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, offset -> RecordsToDelete.beforeOffset(offset.getValue())));
        for (var deleted : admin.deleteRecords(records).lowWatermarks().values()) {
            try {
                deleted.get();
            } catch (ExecutionException failed) {
                failures.add(failed.getCause() == null ? failed : failed.getCause());
            }
        }
    }

    private void tellOnce(Throwable failure) {
        if (told.add(failure.getClass())) {
            LOG.atWarn()
                    .addKeyValue("why", failure.toString())
                    .log("Records that were worked off could not be deleted; they stay until a later try");
        }
    }
}
