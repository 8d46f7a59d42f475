package dev.fanfare.producer.versions;

import dev.fanfare.producer.kafka.KafkaAway;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/// How far the copies have read, and a way to wait for it.
public final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile boolean complete;

    /// Whether all that stood there at the start has been read.
    public boolean complete() {
        return complete;
    }

    /// What stood there when it was last read is known, from the disk.
    void remembered() {
        complete = true;
    }

    /// @throws KafkaAway where it has not, so that nobody is told that a thing is not there
    void requireComplete() {
        if (!complete) {
            throw new KafkaAway("rules and templates are not read yet");
        }
    }

    /// Whether the record at `offset` is read, now or within `patience`.
    public boolean past(TopicPartition partition, long offset, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (next.getOrDefault(partition, 0L) <= offset && left > 0) {
                left = moved.awaitNanos(left);
            }
            return next.getOrDefault(partition, 0L) > offset;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// @param all whether all that stood there when reading began is read
    void reached(Map<TopicPartition, Long> positions, boolean all) {
        lock.lock();
        try {
            next.putAll(positions);
            complete |= all;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
