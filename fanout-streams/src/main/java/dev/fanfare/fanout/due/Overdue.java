package dev.fanfare.fanout.due;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How much of what is overdue may go on: behind a long stop there is no flood.
///
/// What has been due for less than a minute is only late: so long a restart may take, or another instance's take-over.
public final class Overdue {

    private static final Duration AFTER = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final double KEPT_SECONDS = 0.25;

    private final double perSecond;
    private double tokens = 1;
    private @Nullable Instant looked;

    /// @param perSecond of this task
    public Overdue(double perSecond) {
        this.perSecond = perSecond;
    }

    /// What fell due before then is overdue.
    public static Instant before(Instant now) {
        return now.minus(AFTER);
    }

    /// How many may go on now.
    public int at(Instant now) {
        double seconds =
                looked == null ? 0 : Math.max(0, Duration.between(looked, now).toMillis()) / 1_000.0;
        looked = now;
        tokens = Math.min(tokens + seconds * perSecond, Math.max(1.0, perSecond * KEPT_SECONDS));
        return (int) tokens;
    }

    public void use(int count) {
        tokens -= count;
    }

    /// When the next one may go on.
    public Instant next(Instant now) {
        Duration wait = Duration.ofMillis((long) Math.ceil(Math.max(0, 1 - tokens) / perSecond * 1_000));
        return now.plus(wait.compareTo(LEAST) < 0 ? LEAST : wait);
    }
}
