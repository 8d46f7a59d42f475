package dev.fanfare.track.events;

import dev.fanfare.schemas.Pace;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A moving rate: what came in the last second or so, with what came before counting half as much each second.
final class Pacing {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final double SHORTEST_SECONDS = 0.1;

    private Pacing() {}

    /// After `count` more at `at`; times that go back count as now.
    static Pace add(@Nullable Pace pace, long count, Instant at) {
        if (pace == null) {
            return new Pace(at, count, 0.0);
        }
        if (Duration.between(pace.getSince(), at).compareTo(WINDOW) < 0) {
            return new Pace(pace.getSince(), pace.getCount() + count, pace.getPerSecond());
        }
        return new Pace(at, count, perSecond(pace, at));
    }

    /// The rate as it looks at `now`, 0 where nothing has come for long.
    static double perSecond(@Nullable Pace pace, Instant now) {
        if (pace == null) {
            return 0;
        }
        double seconds = Math.max(
                SHORTEST_SECONDS, Duration.between(pace.getSince(), now).toMillis() / 1_000.0);
        double latest = pace.getCount() / seconds;
        if (pace.getPerSecond() == 0) {
            return latest;
        }
        double weight = Math.pow(0.5, seconds);
        return pace.getPerSecond() * weight + latest * (1 - weight);
    }
}
