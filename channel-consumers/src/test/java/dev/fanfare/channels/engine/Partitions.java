package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/// The scenario that tests of the engine play in: a channel's three lanes on one partition, and a consumer of memory
/// only.
final class Partitions {

    static final TopicPartition EXPRESS = new TopicPartition("c.express", 0);
    static final TopicPartition STANDARD = new TopicPartition("c.standard", 0);
    static final TopicPartition BULK = new TopicPartition("c.bulk", 0);
    static final List<TopicPartition> ALL = List.of(EXPRESS, STANDARD, BULK);

    final Room room;
    final AtomicLong nanos = new AtomicLong();
    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.NONE.name()) {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            RuntimeException away = awayOnce;
            awayOnce = null;
            if (away != null) {
                throw away;
            }
            return super.committed(partitions);
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            Exception refused = refuseOnce;
            refuseOnce = null;
            if (answerLater) {
                unanswered.add(failure -> callback.onComplete(offsets, failure));
            } else if (refused == null) {
                super.commitAsync(offsets, callback);
            } else {
                callback.onComplete(offsets, refused);
            }
        }
    };
    /// Whether commits are answered by the test.
    boolean answerLater;
    /// The commits that have no answer yet; each takes what it failed of, or null.
    final List<Consumer<Exception>> unanswered = new ArrayList<>();
    /// What the next commit fails of.
    Exception refuseOnce;
    /// What the next question for committed offsets fails of.
    RuntimeException awayOnce;
    final Drain drain = new Drain(Duration.ofSeconds(5));
    final Windows windows;
    final List<String> told = new CopyOnWriteArrayList<>();

    Partitions(int inFlight) {
        room = new Room(new LaneShares(inFlight));
        windows = new Windows(
                new SteerLanes(
                        Map.of(EXPRESS.topic(), Lane.EXPRESS, STANDARD.topic(), Lane.STANDARD, BULK.topic(), Lane.BULK),
                        room),
                new CommitProgress(nanos::get),
                drain,
                room);
        consumer.subscribe(
                ALL.stream().map(TopicPartition::topic).toList(), windows.watching(consumer, new Containers(told)));
        ALL.forEach(partition -> consumer.updateBeginningOffsets(Map.of(partition, 0L)));
    }

    /// As the broker would: with what the group has committed.
    Partitions assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
        consumer.rebalance(ALL);
        consumer.commitSync(committed);
        windows.watching(consumer, new Containers(told)).onPartitionsAssigned(ALL);
        committed.forEach((partition, at) -> consumer.seek(partition, at.offset()));
        return this;
    }

    Partitions assignedFromZero() {
        return assigned(Map.of(
                EXPRESS, new OffsetAndMetadata(0), STANDARD, new OffsetAndMetadata(0), BULK, new OffsetAndMetadata(0)));
    }

    void revoked() {
        windows.watching(consumer, new Containers(told)).onPartitionsRevoked(ALL);
    }

    void lost() {
        windows.watching(consumer, new Containers(told)).onPartitionsLost(ALL);
    }

    void written(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(record(partition, offset));
        }
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[] {1}, new byte[] {2});
    }

    /// One turn of the consumer's loop.
    List<ConsumerRecord<byte[], byte[]>> poll() {
        windows.prepare(consumer);
        ConsumerRecords<byte[], byte[]> polled = windows.take(consumer.poll(Duration.ZERO));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        polled.forEach(records::add);
        return records;
    }

    /// Enough time for another commit.
    void later() {
        elapsed(CommitProgress.EVERY);
    }

    void elapsed(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void handle(ConsumerRecord<byte[], byte[]> record, HandleRecord step) {
        windows.of(new TopicPartition(record.topic(), record.partition())).handle(record, step);
        room.enter(new Urgency(Lane.STANDARD));
        room.leave();
    }

    OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.committed(java.util.Set.of(partition)).get(partition);
    }

    private record Containers(List<String> told) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            told.add("revoked");
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            told.add("assigned");
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            told.add("lost");
        }
    }
}
