package dev.fanfare.track.lag;

import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.track.lag.ReadTimestamps.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
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

/// Finds what stands behind each reader's committed offset, and when the record there was written: the oldest that it
/// is
/// not done with, whether the reader runs or not.
///
/// A channel commits its lowest unfinished offset, so that record is undelivered even where later ones are done.
final class FindWaiting implements Look {

    private final Admin admin;
    private final ReadTimestamps read;
    private final RecordSizes sizes;

    FindWaiting(Admin admin, ReadTimestamps read) {
        this.admin = admin;
        this.read = read;
        this.sizes = new RecordSizes(admin, System::nanoTime);
    }

    static FindWaiting with(Admin admin, KafkaSettings kafka) {
        return new FindWaiting(admin, ReadTimestamps.from(kafka));
    }

    @Override
    public Map<Queue, Waiting> at(Collection<Queue> queues) throws InterruptedException, ExecutionException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(queues);
        Map<TopicPartition, Long> ends = ends(queues);
        Map<Queue, Waiting> found = new HashMap<>();
        for (Queue queue : queues) {
            Map<TopicPartition, Span> spans = spans(queue, committed.getOrDefault(queue.group(), Map.of()), ends);
            Map<TopicPartition, Instant> first = read.of(spans);
            spans.keySet().retainAll(first.keySet());
            if (!spans.isEmpty()) {
                found.put(queue, waiting(spans, Collections.min(first.values())));
            }
        }
        return found;
    }

    private Waiting waiting(Map<TopicPartition, Span> spans, Instant oldest) throws InterruptedException {
        Map<TopicPartition, Double> size = sizes.of(spans.keySet());
        long records = 0;
        double bytes = 0;
        for (Map.Entry<TopicPartition, Span> one : spans.entrySet()) {
            long here = one.getValue().end() - one.getValue().from();
            records += here;
            bytes += here * size.getOrDefault(one.getKey(), Double.NaN);
        }
        return new Waiting(oldest, records, bytes);
    }

    @Override
    public void close() {
        read.close();
    }

    private static Map<TopicPartition, Span> spans(
            Queue queue, Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Span> spans = new HashMap<>();
        queue.partitions().forEach(partition -> {
            OffsetAndMetadata from = committed.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            if (from != null && from.offset() < end) {
                spans.put(partition, new Span(from.offset(), end));
            }
        });
        return spans;
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
