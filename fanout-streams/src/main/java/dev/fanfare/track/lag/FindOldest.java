package dev.fanfare.track.lag;

import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Finds when the record at each reader's committed offset was written: the oldest that it is not done with, whether
/// the reader runs or not.
///
/// A channel commits its lowest unfinished offset, so that record is undelivered even where later ones are done.
final class FindOldest implements Oldest {

    private final Admin admin;
    private final ReadTimestamps read;

    FindOldest(Admin admin, ReadTimestamps read) {
        this.admin = admin;
        this.read = read;
    }

    static FindOldest with(Admin admin, KafkaSettings kafka) {
        return new FindOldest(admin, ReadTimestamps.from(kafka));
    }

    @Override
    public Map<Queue, Instant> in(Collection<Queue> queues) throws InterruptedException, ExecutionException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(queues);
        Map<TopicPartition, Long> ends = ends(queues);
        Map<Queue, Instant> oldest = new HashMap<>();
        for (Queue queue : queues) {
            Map<TopicPartition, ReadTimestamps.Waiting> waiting =
                    waiting(queue, committed.getOrDefault(queue.group(), Map.of()), ends);
            read.of(waiting).stream().min(Instant::compareTo).ifPresent(first -> oldest.put(queue, first));
        }
        return oldest;
    }

    @Override
    public void close() {
        read.close();
    }

    private static Map<TopicPartition, ReadTimestamps.Waiting> waiting(
            Queue queue, Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, ReadTimestamps.Waiting> waiting = new HashMap<>();
        queue.partitions().forEach(partition -> {
            OffsetAndMetadata from = committed.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            if (from != null && from.offset() < end) {
                waiting.put(partition, new ReadTimestamps.Waiting(from.offset(), end));
            }
        });
        return waiting;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<Queue> queues)
            throws InterruptedException, ExecutionException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = queues.stream()
                .map(Queue::group)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec()));
        return admin.listConsumerGroupOffsets(groups).all().get();
    }

    /// Behind the last record that is committed.
    private Map<TopicPartition, Long> ends(Collection<Queue> queues) throws InterruptedException, ExecutionException {
        List<TopicPartition> all =
                queues.stream().flatMap(Queue::partitions).distinct().toList();
        Map<TopicPartition, OffsetSpec> latest =
                all.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue()
                .offset()));
    }
}
