package dev.fanfare.track.lag;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What the last look at the queues found, for whoever asks in between; not a number where it is more than 30 s old, as
/// while Kafka is away.
final class LastLook {

    /// An older look says nothing about now.
    private static final Duration STALE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private volatile @Nullable Found last;

    /// @param waiting in each queue that is not empty
    private record Found(Instant at, Map<Queue, Waiting> waiting) {}

    LastLook(InstantSource clock) {
        this.clock = clock;
    }

    void found(Map<Queue, Waiting> waiting) {
        last = new Found(clock.instant(), Map.copyOf(waiting));
    }

    /// How old what waits longest is now; 0 where nothing waits.
    double seconds(Queue queue) {
        return of(
                queue,
                one -> Math.max(
                        0, Duration.between(one.oldest(), clock.instant()).toMillis() / 1e3));
    }

    double records(Queue queue) {
        return of(queue, Waiting::records);
    }

    double bytes(Queue queue) {
        return of(queue, Waiting::bytes);
    }

    private double of(Queue queue, ToDoubleFunction<Waiting> figure) {
        Found found = last;
        if (found == null || found.at().plus(STALE).isBefore(clock.instant())) {
            return Double.NaN;
        }
        Waiting waiting = found.waiting().get(queue);
        return waiting == null ? 0 : figure.applyAsDouble(waiting);
    }
}
