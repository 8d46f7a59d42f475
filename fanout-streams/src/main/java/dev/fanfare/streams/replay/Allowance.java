package dev.fanfare.streams.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How many things may be sent now: so many a second, for as long as whoever gave the rate repeats it.
final class Allowance {

    /// Whoever shares out the rates may be away for a while without anybody noticing.
    private static final Duration HOLDS_FOR = Duration.ofSeconds(15);
    /// A thread that is late for a moment makes up for it.
    private static final double KEPT_SECONDS = 1;

    private double perSecond;
    private double tokens;
    private @Nullable Instant given;
    private @Nullable Instant looked;

    void give(double rate, Instant now) {
        if (given == null || isOver(given, now)) {
            looked = now;
        }
        perSecond = rate;
        given = now;
    }

    /// As it was given last.
    double perSecond() {
        return perSecond;
    }

    /// Whole things, as of now.
    int at(Instant now) {
        if (given == null || looked == null || isOver(given, now)) {
            looked = now;
            return 0;
        }
        double seconds = Math.max(0, Duration.between(looked, now).toMillis()) / 1_000.0;
        looked = now;
        tokens = Math.min(tokens + seconds * perSecond, Math.max(1.0, perSecond * KEPT_SECONDS));
        return (int) tokens;
    }

    private static boolean isOver(Instant given, Instant now) {
        return now.isAfter(given.plus(HOLDS_FOR));
    }

    void use(int count) {
        tokens -= count;
    }
}
