package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.streams.StreamsAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Looks at an event until it is known, or until it has ended; woken by its changes.
public final class AwaitEvent {

    private static final Duration WRITTEN = Duration.ofSeconds(5);

    private final Waiters waiters;
    private final Writes writes;
    private final InstantSource clock;

    /// What was written of events.
    public interface Writes {

        /// Waits until all of a partition that was written before this call has come through to the events' statuses;
        /// false where it could not be told in this time.
        boolean through(int partition, Duration within);
    }

    public AwaitEvent(Waiters waiters, Writes writes, InstantSource clock) {
        this.waiters = waiters;
        this.writes = writes;
        this.clock = clock;
    }

    /// The event once it has ended, or as it is when the time is over; null where none has this key for certain.
    ///
    /// Without a `deadline` in the future nothing is waited for but what was written before this call. With one, an
    /// event that is not known yet is waited for as well: its record may still be on its way to its own partition.
    ///
    /// @throws StreamsAway where it could not be told in time whether it is known
    @Nullable
    EventStatus find(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key, int partition, Instant deadline) {
        EventStatus found = EventStore.find(store, key);
        if (!isFinal(found) && clock.instant().isBefore(deadline)) {
            found = end(store, key, deadline);
        }
        return found == null ? written(store, key, partition) : found;
    }

    private @Nullable EventStatus end(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key, Instant deadline) {
        try (Waiters.Waiter waiter = waiters.open(key)) {
            EventStatus status = EventStore.find(store, key);
            while (!isFinal(status)) {
                Duration left = Duration.between(clock.instant(), deadline);
                if (left.isNegative() || !waiter.await(left)) {
                    return status;
                }
                status = EventStore.find(store, key);
            }
            return status;
        }
    }

    /// As it is when all that was written before this call has come through.
    private @Nullable EventStatus written(ReadOnlyKeyValueStore<Bytes, byte[]> store, String key, int partition) {
        boolean through = writes.through(partition, WRITTEN);
        EventStatus last = EventStore.find(store, key);
        if (last == null && !through) {
            throw new StreamsAway("what was written before this call has not come through yet");
        }
        return last;
    }

    private static boolean isFinal(@Nullable EventStatus status) {
        return status != null && EventState.of(status).isFinal();
    }
}
