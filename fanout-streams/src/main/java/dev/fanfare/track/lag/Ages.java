package dev.fanfare.track.lag;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the last look at the queues found, for whoever asks in between.
final class Ages {

    /// An older look says nothing about now.
    private static final Duration STALE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private volatile @Nullable Look last;

    /// @param oldest when the oldest record of each queue that is not empty was written
    private record Look(Instant at, Map<Queue, Instant> oldest) {}

    Ages(InstantSource clock) {
        this.clock = clock;
    }

    void found(Map<Queue, Instant> oldest) {
        last = new Look(clock.instant(), Map.copyOf(oldest));
    }

    /// 0 where nothing waits; not a number where the last look is more than 30 s old, as while Kafka is away.
    double seconds(Queue queue) {
        Look look = last;
        Instant now = clock.instant();
        if (look == null || look.at().plus(STALE).isBefore(now)) {
            return Double.NaN;
        }
        Instant oldest = look.oldest().get(queue);
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1e3);
    }
}
