package dev.fanfare.benchmarks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// How a number of records grows with time, looked at every 25 ms.
final class Curve {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Point> points = new ArrayList<>();
    private final Ends ends;
    private final long begin;

    private record Point(long at, long count) {}

    /// From nothing on.
    Curve(Ends ends) {
        this.ends = ends;
        this.begin = ends.sum();
    }

    /// Looks until there are so many.
    ///
    /// @throws IllegalStateException where no more come for a minute
    void watchUntil(long count) {
        long moved = System.nanoTime();
        long seen = 0;
        while (seen < count) {
            long now = look();
            if (now > seen) {
                moved = System.nanoTime();
                seen = now;
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing more comes at " + now + " of " + count);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// Looks for so long.
    void watchFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            look();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    long look() {
        long count = ends.sum() - begin;
        points.add(new Point(System.nanoTime(), count));
        return count;
    }

    /// When there were so many, on the clock of [System#nanoTime].
    long when(long count) {
        Point before = points.getFirst();
        for (Point point : points) {
            if (point.count() >= count) {
                double share = point.count() == before.count()
                        ? 0
                        : (double) (count - before.count()) / (point.count() - before.count());
                return before.at() + Math.round(share * (point.at() - before.at()));
            }
            before = point;
        }
        throw new IllegalStateException("there were never " + count);
    }

    /// How many there were at that time.
    long at(long time) {
        return points.stream()
                .filter(point -> point.at() <= time)
                .mapToLong(Point::count)
                .max()
                .orElse(0);
    }

    /// So many a second between two counts.
    double rate(long from, long to) {
        return (to - from) / ((when(to) - when(from)) / 1e9);
    }
}
