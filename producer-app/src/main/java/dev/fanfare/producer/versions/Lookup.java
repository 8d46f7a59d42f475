package dev.fanfare.producer.versions;

import dev.fanfare.producer.kafka.KafkaAway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Looks one up in the copy, and, before it says no, whether the copy has all that stands on the topic.
public final class Lookup<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Between two looks at the topic's end, so that a flood of unknown names asks Kafka forty times a second at most.
    private static final long PAUSE_NS = Duration.ofMillis(25).toNanos();

    private final Shelf<?> shelf;
    private final Copy<T> copy;
    private final Ends ends;
    private final Progress progress;
    private final BooleanSupplier away;
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - PAUSE_NS);

    /// What the copy says.
    ///
    /// @param doubt why the copy may not have all that stands on the topic; null where it has
    public record Answer<T>(Optional<T> value, @Nullable KafkaAway doubt) {}

    /// @param away whether Kafka is known not to answer, so that nobody waits for it
    public Lookup(Shelf<?> shelf, Copy<T> copy, Ends ends, Progress progress, BooleanSupplier away) {
        this.shelf = shelf;
        this.copy = copy;
        this.ends = ends;
        this.progress = progress;
        this.away = away;
    }

    /// The current one of that name.
    ///
    /// @throws KafkaAway where the copy is not complete yet, or Kafka does not say where the topic ends
    public Optional<T> find(String name) {
        Answer<T> answer = ask(name);
        if (answer.doubt() != null) {
            throw answer.doubt();
        }
        return answer.value();
    }

    /// As [#find], with a doubt where Kafka does not say where the topic ends.
    ///
    /// @throws KafkaAway where the copy is not complete yet
    public Answer<T> ask(String name) {
        progress.requireComplete();
        Optional<T> found = copy.current(name);
        if (found.isPresent()) {
            return new Answer<>(found, null);
        }
        try {
            lookFurther();
            return new Answer<>(copy.current(name), null);
        } catch (KafkaAway doubt) {
            return new Answer<>(copy.current(name), doubt);
        }
    }

    private void lookFurther() {
        if (away.getAsBoolean()) {
            throw new KafkaAway("what was put last may not be known here");
        }
        if (mayLook()) {
            TopicPartition partition = new TopicPartition(shelf.topic(), 0);
            progress.past(partition, ends.end(partition) - 1, PATIENCE);
        }
    }

    private boolean mayLook() {
        long now = System.nanoTime();
        long last = looked.get();
        return now - last >= PAUSE_NS && looked.compareAndSet(last, now);
    }
}
