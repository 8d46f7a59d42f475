package dev.fanfare.fanout.ahead;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far one partition of a bulk lane has come, how much waits on it, and how fast it is worked off.
///
/// @param perSecond records a second while there was something to do; null where nothing was seen to be worked off yet
/// @param movedAt when it was last seen to move, or to have nothing to do
/// @param number of the look, from 1
record Pace(long committed, long lag, @Nullable Double perSecond, Instant movedAt, Instant at, long number) {

    private static final double WEIGHT = 0.3;
    private static final double MILLIS = 1_000;

    /// The first look.
    static Pace first(long committed, long end, Instant at) {
        return new Pace(committed, Math.max(0, end - committed), null, at, at, 1);
    }

    /// The first look after a while without any, which says nothing of how fast it is. What had something to do before
    /// and has not moved since has stood still all the time.
    static Pace again(@Nullable Pace before, long committed, long end, Instant at) {
        Pace first = first(committed, end, at);
        if (before == null) {
            return first;
        }
        boolean stuck = before.lag > 0 && before.committed == committed;
        return new Pace(committed, first.lag, null, stuck ? before.movedAt : at, at, before.number + 1);
    }

    /// The next look. What was idle in between says how fast it is at least, and what was busy how fast it is.
    Pace next(long nowCommitted, long end, Instant now) {
        long left = Math.max(0, end - nowCommitted);
        long done = nowCommitted - committed;
        Instant moved = done > 0 || left == 0 ? now : movedAt;
        long millis = Duration.between(at, now).toMillis();
        if (millis <= 0 || done < 0) {
            return new Pace(nowCommitted, left, perSecond, moved, now, number + 1);
        }
        double latest = done * MILLIS / millis;
        boolean busy = lag > 0 && left > 0;
        return new Pace(nowCommitted, left, paced(latest, busy), moved, now, number + 1);
    }

    private @Nullable Double paced(double latest, boolean busy) {
        if (perSecond == null) {
            return latest > 0 ? Double.valueOf(latest) : null;
        }
        return busy ? perSecond + WEIGHT * (latest - perSecond) : Math.max(perSecond, latest);
    }
}
