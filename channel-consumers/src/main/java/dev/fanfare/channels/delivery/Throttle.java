package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.Optional;

/// How long a delivery waits that its provider throttled: what the provider asked for, to the second. It uses up no
/// attempt; so whoever throttles for ever is asked less and less often, and given up after a week and more.
final class Throttle {

    /// So often it waits at most, the last times an hour each; what waits for a breaker or the end of a pause is not
    /// counted.
    static final int MOST = 200;

    /// So often it comes back as soon as the provider says.
    private static final int AS_ASKED = 10;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;
    private static final double JITTER = 0.1;

    private Throttle() {}

    /// @param before how often it was throttled so far
    /// @param asked by the provider; zero where it did not say: then 1 s, 2 s, 4 s and so on
    /// @return nothing where it has waited too often
    static Optional<Duration> delayAfter(int before, Duration asked, String deliveryId) {
        if (before >= MOST) {
            return Optional.empty();
        }
        Duration wait = asked.isPositive() ? asked : Spread.over(doubled(before), JITTER, deliveryId + before);
        Duration least = before < AS_ASKED ? Duration.ZERO : doubled(before - AS_ASKED);
        return Optional.of(wait.compareTo(least) < 0 ? least : wait);
    }

    /// `min(2^n x 1 s, 1 h)`.
    static Duration doubled(int n) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(n, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
