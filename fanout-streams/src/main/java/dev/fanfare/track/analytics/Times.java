package dev.fanfare.track.analytics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long deliveries took, as counts of spans that grow by a quarter of a doubling: a median of them is right to a
/// tenth, and those of all partitions add up.
final class Times {

    private static final int PER_DOUBLING = 4;
    /// Behind a year nothing is told any more.
    private static final int MOST = 144;
    private static final double MILLIS = 1_000;

    private Times() {}

    /// One more of this length.
    static List<Long> plus(List<Long> times, Duration took) {
        int span = span(took);
        List<Long> more = new ArrayList<>(times);
        more.addAll(Collections.nCopies(Math.max(0, span + 1 - more.size()), 0L));
        more.set(span, more.get(span) + 1);
        return more;
    }

    static List<Long> sum(List<Long> left, List<Long> right) {
        List<Long> longer = new ArrayList<>(left.size() < right.size() ? right : left);
        List<Long> shorter = left.size() < right.size() ? left : right;
        for (int span = 0; span < shorter.size(); span++) {
            longer.set(span, longer.get(span) + shorter.get(span));
        }
        return longer;
    }

    /// In seconds; null where nothing arrived.
    static @Nullable Double median(List<Long> times) {
        long all = times.stream().mapToLong(Long::longValue).sum();
        long before = 0;
        for (int span = 0; span < times.size(); span++) {
            before += times.get(span);
            if (all > 0 && 2 * before >= all) {
                return Math.round(middle(span)) / MILLIS;
            }
        }
        return null;
    }

    private static int span(Duration took) {
        double millis = Math.max(0, took.toMillis());
        return Math.min(MOST, (int) (PER_DOUBLING * Math.log(millis + 1) / Math.log(2)));
    }

    /// Milliseconds in the middle of a span.
    private static double middle(int span) {
        return Math.pow(2, (span + 0.5) / PER_DOUBLING) - 1;
    }
}
