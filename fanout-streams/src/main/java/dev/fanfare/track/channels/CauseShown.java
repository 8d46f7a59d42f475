package dev.fanfare.track.channels;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Why attempts failed on a channel.
///
/// @param errorCategory as a delivery has it, or the reason of one that had no attempt
/// @param error without what is one delivery's alone; empty where nothing was said
/// @param lastHour how often in the last 60 to 70 minutes
/// @param count how often in the last day
public record CauseShown(String errorCategory, String error, long lastHour, long count, Instant lastAt) {

    private static final int MOST = 10;

    /// Those of now before those of then.
    private static final Comparator<CauseShown> FIRST = Comparator.comparingLong(CauseShown::lastHour)
            .thenComparingLong(CauseShown::count)
            .thenComparing(CauseShown::lastAt)
            .reversed()
            .thenComparing(CauseShown::errorCategory)
            .thenComparing(CauseShown::error);

    static CauseShown of(Cause.Count count, boolean isRecent) {
        Cause cause = count.cause();
        return new CauseShown(
                cause.category(), cause.error(), isRecent ? count.count() : 0, count.count(), count.lastAt());
    }

    /// Each once, the first ones.
    static List<CauseShown> first(Stream<CauseShown> all) {
        Map<Cause, CauseShown> sums = new HashMap<>();
        all.forEach(one -> sums.merge(new Cause(one.errorCategory, one.error), one, CauseShown::plus));
        return sums.values().stream().sorted(FIRST).limit(MOST).toList();
    }

    private CauseShown plus(CauseShown other) {
        Instant last = lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt;
        return new CauseShown(errorCategory, error, lastHour + other.lastHour, count + other.count, last);
    }
}
