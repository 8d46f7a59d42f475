package dev.fanfare.schemas.recur;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often a series may occur: not more than once a minute, and at least once in 366 days.
final class Often {

    static final Duration LEAST = Duration.ofMinutes(1);
    static final Duration MOST = Duration.ofDays(366);

    private Often() {}

    static void check(Every every) {
        Optional<Instant> first = every.next(Instant.EPOCH);
        Optional<Instant> second = first.flatMap(every::next);
        if (first.isEmpty()) {
            throw new IllegalArgumentException("never occurs");
        }
        second.map(next -> Duration.between(first.get(), next)).ifPresent(Often::check);
    }

    private static void check(Duration between) {
        if (between.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("may occur once a minute at most");
        }
        if (between.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("must occur again within " + MOST.toDays() + " days");
        }
    }
}
