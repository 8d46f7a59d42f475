package dev.fanfare.standalone.system.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// One thing that goes wrong.
///
/// @param which of those that it may concern, reduced by whoever strikes to how many there are
/// @param at since the storm began
/// @param seconds by which a clock jumps
record Fault(Kind kind, int which, Duration at, Duration lasts, int seconds) {

    private static final int EACH = 5;
    private static final int FIRST_MS = 500;
    private static final int LAST_MS = 11_000;
    /// What became due by such a clock waits for the right one, so long at most.
    private static final int MOST_AHEAD = 15;

    private static final int MOST_BEHIND = 3_600;

    /// Five of different kinds, in the order in which they begin.
    static List<Fault> draw(Random random) {
        List<Kind> kinds = new ArrayList<>(Arrays.asList(Kind.values()));
        Collections.shuffle(kinds, random);
        return kinds.stream()
                .limit(EACH)
                .map(kind -> draw(kind, random))
                .sorted(Comparator.comparing(Fault::at))
                .toList();
    }

    private static Fault draw(Kind kind, Random random) {
        return new Fault(
                kind,
                random.nextInt(60),
                Duration.ofMillis(random.nextInt(FIRST_MS, LAST_MS)),
                Duration.ofMillis(random.nextInt(kind.shortest, kind.longest)),
                random.nextBoolean() ? random.nextInt(1, MOST_AHEAD) : -random.nextInt(1, MOST_BEHIND));
    }

    @Override
    public String toString() {
        return "%s at %.1f s for %.1f s".formatted(kind, at.toMillis() / 1e3, lasts.toMillis() / 1e3);
    }
}
