package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;

/// One process of a channel, in memory: the engine as it is, and a consumer whose group the test plays.
final class Member {

    private final Group group;
    private final Windows windows;
    private final BeginRecord begin;
    private final ConsumerRebalanceListener listener;
    private final MockConsumer<byte[], byte[]> consumer;
    final Room room;
    final Set<TopicPartition> owned = new HashSet<>();

    Member(Group group, int inFlight) {
        this.group = group;
        room = new Room(new LaneShares(inFlight));
        consumer = new Fenced();
        windows = new Windows(
                new SteerLanes(
                        Map.of("c.express", Lane.EXPRESS, "c.standard", Lane.STANDARD, "c.bulk", Lane.BULK), room),
                new CommitProgress(group.nanos::get),
                new Drain(Duration.ofMillis(20)),
                room);
        begin = new BeginRecord(windows, new InTurn(Thread.ofVirtual().factory()), room, new Sends(this));
        listener = windows.watching(consumer, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
        });
        consumer.subscribe(List.of("c.express", "c.standard", "c.bulk"), listener);
    }

    /// What the provider of this member's sends sees.
    private record Sends(Member member) implements HandleRecord {

        @Override
        public void run(ConsumerRecord<byte[], byte[]> input, Waits waits) throws InterruptedException {
            member.group.send(member, input, waits);
        }
    }

    /// A commit of who does not own the partition any more is refused, and some answers get lost.
    private final class Fenced extends MockConsumer<byte[], byte[]> {

        Fenced() {
            super(AutoOffsetResetStrategy.NONE.name());
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return partitions.stream()
                    .filter(group.committed::containsKey)
                    .collect(Collectors.toMap(partition -> partition, group.committed::get));
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            switch (group.random.nextInt(5)) {
                case 0 -> callback.onComplete(offsets, DisconnectException.INSTANCE);
                case 1 -> {
                    group.commit(Member.this, offsets);
                    callback.onComplete(offsets, DisconnectException.INSTANCE);
                }
                default -> {
                    group.commit(Member.this, offsets);
                    callback.onComplete(offsets, null);
                }
            }
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (group.random.nextInt(5) == 0) {
                throw DisconnectException.INSTANCE;
            }
            group.commit(Member.this, offsets);
        }
    }

    void take(Set<TopicPartition> partitions) {
        owned.addAll(partitions);
        assign();
        listener.onPartitionsAssigned(partitions);
    }

    /// Kafka's mock forgets all records then, and pauses of partitions that it has no more it remembers.
    private void assign() {
        consumer.rebalance(owned);
        consumer.updateBeginningOffsets(owned.stream().collect(Collectors.toMap(partition -> partition, _ -> 0L)));
        owned.forEach(partition -> group.log(partition).forEach(consumer::addRecord));
    }

    /// Gives them up as a good member does: what has begun may end, and the last commit is tried.
    void giveUp(Set<TopicPartition> partitions) {
        listener.onPartitionsRevoked(partitions);
        left(partitions);
    }

    /// They were taken away while nobody heard of this member.
    void lose(Set<TopicPartition> partitions) {
        left(partitions);
        listener.onPartitionsLost(partitions);
    }

    private void left(Set<TopicPartition> partitions) {
        owned.removeAll(partitions);
        consumer.resume(partitions);
        assign();
    }

    void written(ConsumerRecord<byte[], byte[]> record) {
        consumer.addRecord(record);
    }

    void poll() {
        windows.prepare(consumer);
        windows.take(consumer.poll(Duration.ZERO)).forEach(begin::run);
    }
}
