package dev.fanfare.fanout;

import dev.fanfare.fanout.expand.Backlog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Streams' main consumer, which hands out what is urgent before what was there earlier.
///
/// A consumer hands out whole fetches, first in, first out; compressed ones hold thousands of records, and an urgent
/// one waited behind them for a minute. So each poll asks some topics alone first, in the [AskingOrder]. It does not
/// wait for records while its thread has slices open.
final class UrgentFirstConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    private final Order order;
    private final Backlog backlog;
    private final InstantSource clock = InstantSource.system();
    private final AskingOrder asking = new AskingOrder();
    private final Set<TopicPartition> readToTheEnd = new HashSet<>();

    /// Topics by when they are asked.
    ///
    /// @param urgent before all others
    /// @param shortOnes every other time before the rest, and alone behind a start
    record Order(List<String> urgent, List<String> shortOnes) {}

    UrgentFirstConsumer(Map<String, Object> config, Order order, Backlog backlog) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.order = order;
        this.backlog = backlog;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        boolean behind = isBehind();
        AskingOrder.Whom whom = asking.first(behind, clock.instant());
        while (true) {
            Duration most = backlog.here() ? Duration.ZERO : timeout;
            ConsumerRecords<byte[], byte[]> came =
                    switch (whom) {
                        case URGENT -> pollOnly(order.urgent(), Duration.ZERO);
                        case SHORT_ONES -> pollOnly(order.shortOnes(), behind ? most : Duration.ZERO);
                        case ALL -> super.poll(most);
                    };
            AskingOrder.Whom next = asking.next(whom, hasSome(came), this::shortOnesWait);
            if (next == null) {
                return came;
            }
            whom = next;
        }
    }

    /// Whether there are short ones that were not read to their ends since they were assigned; those that Streams holds
    /// back for a restore count from its end on.
    private boolean isBehind() {
        Set<TopicPartition> assigned = assignment();
        readToTheEnd.retainAll(assigned);
        boolean behind = false;
        for (TopicPartition partition : assigned) {
            if (!order.shortOnes().contains(partition.topic())
                    || pausedByStreams.contains(partition)
                    || readToTheEnd.contains(partition)) {
                continue;
            }
            OptionalLong lag = currentLag(partition);
            if (lag.isPresent() && lag.getAsLong() == 0) {
                readToTheEnd.add(partition);
            } else {
                behind = true;
            }
        }
        return behind;
    }

    /// As known from what was fetched; a poll of others that are paused has looked through all of it.
    private boolean shortOnesWait() {
        for (TopicPartition partition : assignment()) {
            if (order.shortOnes().contains(partition.topic()) && !pausedByStreams.contains(partition)) {
                OptionalLong lag = currentLag(partition);
                if (lag.isPresent() && lag.getAsLong() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Positions may advance without records, past the ends of transactions.
    private static boolean hasSome(ConsumerRecords<byte[], byte[]> records) {
        return !records.isEmpty() || !records.nextOffsets().isEmpty();
    }

    /// What is paused keeps what was fetched for it.
    private ConsumerRecords<byte[], byte[]> pollOnly(List<String> topics, Duration timeout) {
        Set<TopicPartition> others = new HashSet<>(assignment());
        others.removeIf(partition -> topics.contains(partition.topic()));
        others.removeAll(pausedByStreams);
        super.pause(others);
        try {
            return super.poll(timeout);
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
