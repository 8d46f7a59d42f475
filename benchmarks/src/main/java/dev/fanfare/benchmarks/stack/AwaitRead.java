package dev.fanfare.benchmarks.stack;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Waits until a group has read all that there is for it.
public record AwaitRead(Admin admin, String group) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// @throws IllegalStateException where it has not within five minutes
    public void all() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (left() > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(group + " has " + left() + " records left after " + PATIENCE);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// Records, and marks of transactions, that it has not read.
    private long left() {
        Map<TopicPartition, OffsetAndMetadata> read =
                Asked.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetSpec> ends =
                read.keySet().stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> latest =
                Asked.of(admin.listOffsets(ends).all());
        // The mark of the last transaction stays unread.
        return read.entrySet().stream()
                .mapToLong(entry ->
                        offset(latest, entry.getKey()) - entry.getValue().offset())
                .filter(lag -> lag > 1)
                .sum();
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> of, TopicPartition partition) {
        return Objects.requireNonNull(of.get(partition), "not answered").offset();
    }
}
