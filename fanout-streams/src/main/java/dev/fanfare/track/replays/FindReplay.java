package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Finds a replay; one that was asked for just now may be on its way, and is waited for.
///
/// What an id says anybody may write, so that only few calls wait at a time: the others are answered at once.
final class FindReplay {

    private static final Duration YOUNG = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FIRST = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofMillis(400);
    private static final int BASE = 36;
    private static final String BY_KEY = "k-";

    private final InstantSource clock;
    private final Semaphore waiting;

    /// @param most that wait at a time
    FindReplay(InstantSource clock, int most) {
        this.clock = clock;
        this.waiting = new Semaphore(most);
    }

    Optional<ReplayStatus> in(ReadOnlyKeyValueStore<Bytes, byte[]> store, String id) {
        Optional<ReplayStatus> found = ReplayStore.find(store, id);
        if (found.isPresent() || !isYoung(id) || !waiting.tryAcquire()) {
            return found;
        }
        try {
            return waitedFor(store, id);
        } finally {
            waiting.release();
        }
    }

    private Optional<ReplayStatus> waitedFor(ReadOnlyKeyValueStore<Bytes, byte[]> store, String id) {
        Instant until = clock.instant().plus(PATIENCE);
        Duration between = FIRST;
        Optional<ReplayStatus> found = Optional.empty();
        while (found.isEmpty() && clock.instant().isBefore(until)) {
            LockSupport.parkNanos(between.toNanos());
            Duration longer = between.multipliedBy(2);
            between = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
            found = ReplayStore.find(store, id);
        }
        return found;
    }

    /// An id begins with its time, or does not say.
    private boolean isYoung(String id) {
        if (id.startsWith(BY_KEY)) {
            return true;
        }
        try {
            long millis = Long.parseLong(id.replaceFirst("-.*", ""), BASE);
            return Duration.between(Instant.ofEpochMilli(millis), clock.instant())
                            .abs()
                            .compareTo(YOUNG)
                    < 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException noneOfOurs) {
            return false;
        }
    }
}
