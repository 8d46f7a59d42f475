package dev.fanfare.track.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void the_median_is_right_to_a_tenth_from_milliseconds_to_days() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (long scale : new long[] {50, 1_000, 60_000, 86_400_000}) {
            long[] millis = LongStream.generate(() -> scale / 2 + random.nextLong(scale))
                    .limit(501)
                    .toArray();
            List<Long> times = List.of();
            for (long one : millis) {
                times = Times.plus(times, Duration.ofMillis(one));
            }
            double exact = LongStream.of(millis).sorted().skip(250).findFirst().orElseThrow() / 1e3;
            assertThat(Times.median(times)).as("seed %d", seed).isCloseTo(exact, within(exact / 10 + 0.001));
        }
    }

    @Test
    void those_of_partitions_add_up_whichever_is_longer() {
        List<Long> quick = Times.plus(List.of(), Duration.ofMillis(3));
        List<Long> slow = Times.plus(List.of(), Duration.ofMinutes(3));

        assertThat(Times.sum(quick, slow)).isEqualTo(Times.sum(slow, quick));
        assertThat(Times.sum(quick, slow).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(2);
        assertThat(Times.sum(List.of(), quick)).isEqualTo(quick);
    }

    @Test
    void where_nothing_arrived_there_is_no_median() {
        assertThat(Times.median(List.of())).isNull();
        assertThat(Times.median(Collections.nCopies(5, 0L))).isNull();
    }

    @Test
    void a_clock_that_went_back_and_a_year_and_more_are_counted_at_the_ends() {
        assertThat(Times.median(Times.plus(List.of(), Duration.ofSeconds(-5)))).isZero();
        assertThat(Times.plus(List.of(), Duration.ofDays(4_000))).hasSizeLessThan(200);
    }
}
