package dev.fanfare.producer.versions;

import dev.fanfare.producer.kafka.KafkaAway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/// Looks one up in the copy, and, before it says no, whether the copy has all that stands on the topic.
public final class Lookup<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Between two looks at the topic's end, so that a flood of unknown names asks Kafka forty times a second at most.
    private static final long PAUSE_NS = Duration.ofMillis(25).toNanos();

    private final Copy<T> copy;
    private final TopicPartition partition;
    private final Ends ends;
    private final Progress progress;
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - PAUSE_NS);

    public Lookup(Shelf<?> shelf, Copy<T> copy, Ends ends, Progress progress) {
        this.copy = copy;
        this.partition = new TopicPartition(shelf.topic(), 0);
        this.ends = ends;
        this.progress = progress;
    }

    /// The current one of that name.
    ///
    /// @throws KafkaAway where the copy is not complete yet, or Kafka does not say where the topic ends
    public Optional<T> find(String name) {
        progress.requireComplete();
        Optional<T> found = copy.current(name);
        if (found.isPresent() || !mayLook()) {
            return found;
        }
        progress.past(partition, ends.end(partition) - 1, PATIENCE);
        return copy.current(name);
    }

    private boolean mayLook() {
        long now = System.nanoTime();
        long last = looked.get();
        return now - last >= PAUSE_NS && looked.compareAndSet(last, now);
    }
}
