package dev.fanfare.producer.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Many records on their way at once, but never more than a bound; the first that fails stops the rest.
public final class Window {

    private static final int ROOM = 2_000;

    private final Semaphore room = new Semaphore(ROOM);
    private final Map<TopicPartition, Long> highest = new ConcurrentHashMap<>();
    private final LongAdder acknowledged = new LongAdder();
    private volatile @Nullable Exception failure;

    /// Waits for room, and gives the record to the producer.
    ///
    /// @throws KafkaAway where this or an earlier record failed
    public <T extends SpecificRecord> void send(Outlet<T> outlet, Message<T> message) {
        room.acquireUninterruptibly();
        try {
            requireHealth();
            outlet.send(message, this::done);
        } catch (KafkaAway away) {
            room.release();
            throw away;
        }
    }

    /// Waits for all that are on their way.
    ///
    /// @throws KafkaAway where one failed
    public void finish() {
        settle();
        requireHealth();
    }

    /// As [#finish], whatever became of them.
    public void settle() {
        room.acquireUninterruptibly(ROOM);
        room.release(ROOM);
    }

    /// How many stand in Kafka.
    public long acknowledged() {
        return acknowledged.sum();
    }

    /// The highest offset on each partition that was written to.
    public Map<TopicPartition, Long> highest() {
        return Map.copyOf(highest);
    }

    private void done(@Nullable RecordMetadata written, @Nullable Exception failed) {
        if (failed != null) {
            failure = failed;
        } else if (written != null) {
            acknowledged.increment();
            highest.merge(new TopicPartition(written.topic(), written.partition()), written.offset(), Math::max);
        }
        room.release();
    }

    private void requireHealth() {
        Exception failed = failure;
        if (failed != null) {
            throw new KafkaAway("a record of many was not acknowledged: " + failed, failed);
        }
    }
}
