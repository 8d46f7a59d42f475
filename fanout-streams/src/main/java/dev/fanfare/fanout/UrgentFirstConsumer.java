package dev.fanfare.fanout;

import dev.fanfare.fanout.expand.Backlog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Streams' main consumer, which hands out what is urgent before what was there earlier.
///
/// A consumer hands out whole fetches, first in, first out; compressed ones hold thousands of records, and an urgent
/// one
/// waited behind them for a minute. So each poll asks the urgent topics alone first, and every other poll the short
/// ones after them. It does not wait for records while its thread has slices open.
final class UrgentFirstConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    private final Order order;
    private final Backlog backlog;
    private boolean shortOnesNext;

    /// Topics by when they are asked.
    ///
    /// @param urgent always before all others
    /// @param shortOnes every other time before the rest, so that neither they nor the rest stand still
    record Order(List<String> urgent, List<String> shortOnes) {}

    UrgentFirstConsumer(Map<String, Object> config, Order order, Backlog backlog) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.order = order;
        this.backlog = backlog;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> urgent = pollOnly(order.urgent());
        if (hasSome(urgent)) {
            return urgent;
        }
        shortOnesNext = !shortOnesNext;
        if (shortOnesNext) {
            ConsumerRecords<byte[], byte[]> shortOnes = pollOnly(order.shortOnes());
            if (hasSome(shortOnes)) {
                return shortOnes;
            }
        }
        return super.poll(backlog.here() ? Duration.ZERO : timeout);
    }

    /// Positions may advance without records, past the ends of transactions.
    private static boolean hasSome(ConsumerRecords<byte[], byte[]> records) {
        return !records.isEmpty() || !records.nextOffsets().isEmpty();
    }

    /// What is paused keeps what was fetched for it.
    private ConsumerRecords<byte[], byte[]> pollOnly(List<String> topics) {
        Set<TopicPartition> others = new HashSet<>(assignment());
        others.removeIf(partition -> topics.contains(partition.topic()));
        others.removeAll(pausedByStreams);
        super.pause(others);
        try {
            return super.poll(Duration.ZERO);
        } finally {
            // A rebalance during the poll may have taken partitions away, and Streams may have paused some for a
            // restore.
            others.retainAll(assignment());
            others.removeAll(pausedByStreams);
            super.resume(others);
            pausedByStreams.retainAll(assignment());
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        super.pause(partitions);
        pausedByStreams.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(partitions);
        pausedByStreams.removeAll(partitions);
    }
}
