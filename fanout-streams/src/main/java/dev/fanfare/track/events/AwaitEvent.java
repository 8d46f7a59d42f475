package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.streams.StreamsAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Looks at an event until it is known, or until it has ended; woken by its changes.
public final class AwaitEvent {

    private final EventWaiters waiters;
    private final CatchUp catchUp;
    private final InstantSource clock;

    public AwaitEvent(EventWaiters waiters, CatchUp catchUp, InstantSource clock) {
        this.waiters = waiters;
        this.catchUp = catchUp;
        this.clock = clock;
    }

    /// The event, or null where none has this key for certain.
    ///
    /// @throws StreamsAway where that could not be told before `deadline`
    @Nullable
    EventStatus known(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key, int partition, Instant deadline) {
        EventStatus first = EventStore.find(store, key);
        if (first != null) {
            return first;
        }
        boolean through = catchUp.through(partition, Duration.between(clock.instant(), deadline));
        EventStatus last = EventStore.find(store, key);
        if (last == null && !through) {
            throw new StreamsAway("what was written before this call has not come through yet");
        }
        return last;
    }

    /// The event once it has ended, or as it is when the time is over.
    @Nullable
    EventStatus end(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, String key, @Nullable EventStatus known, Instant deadline) {
        if (known == null || EventState.of(known).isFinal() || !clock.instant().isBefore(deadline)) {
            return known;
        }
        try (EventWaiters.Waiter waiter = waiters.open(key)) {
            EventStatus status = EventStore.find(store, key);
            while (status != null && !EventState.of(status).isFinal()) {
                Duration left = Duration.between(clock.instant(), deadline);
                if (left.isNegative() || !waiter.await(left)) {
                    return status;
                }
                status = EventStore.find(store, key);
            }
            return status;
        }
    }
}
