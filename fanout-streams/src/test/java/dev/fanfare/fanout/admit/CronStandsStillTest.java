package dev.fanfare.fanout.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fanfare.fanout.CronTimes;
import dev.fanfare.schemas.recur.Every;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Cron expressions for which Spring finds no time behind the one that it was asked for.
class CronStandsStillTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void one_that_leads_no_further_says_so() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThatThrownBy(() -> walk("0 0 L-31 * ? UTC", NEW_YEAR, 100))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("has no time behind"));
    }

    @Test
    void whatever_is_asked_for_each_time_is_behind_the_one_before_or_there_is_none() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String text = expression(random);
            Instant from = NEW_YEAR.plusSeconds(random.nextInt(40_000_000));
            String what = "seed " + seed + ", round " + round + ", " + text + " from " + from;
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> {
                        try {
                            walk(text, from, 40);
                        } catch (IllegalArgumentException none) {
                            assertThat(none).as(what).message().isNotBlank();
                        }
                    },
                    what);
        }
    }

    private static String expression(Random random) {
        String days = List.of("L-" + (1 + random.nextInt(31)), (1 + random.nextInt(31)) + "W", "LW", "?")
                .get(random.nextInt(4));
        String weekday = days.equals("?") ? (1 + random.nextInt(7)) + "#" + (1 + random.nextInt(5)) : "?";
        String month = random.nextBoolean() ? "*" : String.valueOf(1 + random.nextInt(12));
        String zone = List.of("UTC", "Europe/Berlin", "Pacific/Apia", "America/Havana")
                .get(random.nextInt(4));
        return "%d %d %s %s %s %s".formatted(random.nextInt(60), random.nextInt(24), days, month, weekday, zone);
    }

    private static void walk(String text, Instant from, int most) {
        Every every = Every.parse(text, CronTimes::of);
        Instant last = from;
        for (int n = 0; n < most; n++) {
            Optional<Instant> next = every.next(last);
            if (next.isEmpty()) {
                return;
            }
            assertThat(next.get()).as(text).isAfter(last);
            last = next.get();
        }
        every.latest(from, last);
    }
}
