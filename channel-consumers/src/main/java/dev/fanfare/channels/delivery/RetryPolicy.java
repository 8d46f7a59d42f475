package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How often a delivery is tried, and how long it waits in between.
///
/// @param attempts calls of a provider at most, the first included
/// @param delays the wait after the n-th attempt, the last one standing for all that follow; empty: by backoff
/// @param backoff the wait after n attempts is 2^n times this, an hour at most
/// @param jitter what is added at most, as a part of the wait: 0.1 is 10 %
public record RetryPolicy(int attempts, List<Duration> delays, Duration backoff, double jitter) {

    /// `min(2^n x 60 s, 1 h)` after n attempts, 0 to 10 % on top, 5 attempts.
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, List.of(), Duration.ofSeconds(60), 0.1);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    /// How long to wait before the next attempt, or nothing where `attempt` was the last one.
    ///
    /// The jitter follows from the id, so that a repeat of the same attempt comes to the same wait.
    public Optional<Duration> delayAfter(int attempt, Duration atLeast, String deliveryId) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        Duration wait = base(attempt);
        Duration jittered = Spread.over(wait, jitter, deliveryId + attempt);
        return Optional.of(jittered.compareTo(atLeast) < 0 ? atLeast : jittered);
    }

    private Duration base(int attempt) {
        if (!delays.isEmpty()) {
            return delays.get(Math.min(attempt, delays.size()) - 1);
        }
        Duration doubled = backoff.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
