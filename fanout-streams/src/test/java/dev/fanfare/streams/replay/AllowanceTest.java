package dev.fanfare.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How many may go now.
class AllowanceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Allowance allowance = new Allowance();

    @Test
    void nothing_goes_before_a_rate_was_given() {
        assertThat(allowance.at(NOON)).isZero();
        assertThat(allowance.at(NOON.plusSeconds(60))).isZero();
    }

    @Test
    void as_many_go_as_the_time_allows_and_fractions_are_kept() {
        allowance.give(30, NOON);
        int sent = 0;
        for (int tick = 1; tick <= 100; tick++) {
            int now = allowance.at(NOON.plus(Duration.ofMillis(50L * tick)));
            allowance.use(now);
            sent += now;
        }
        assertThat(sent).isBetween(149, 150);
    }

    @Test
    void less_than_one_a_second_goes_as_well() {
        allowance.give(0.1, NOON);
        assertThat(allowance.at(NOON.plusSeconds(9))).isZero();
        assertThat(allowance.at(NOON.plusSeconds(10))).isEqualTo(1);
    }

    @Test
    void what_a_pause_left_unused_is_not_sent_at_once() {
        allowance.give(100, NOON);
        assertThat(allowance.at(NOON.plusSeconds(10))).isEqualTo(100);
    }

    @Test
    void a_rate_that_nobody_repeats_ends() {
        allowance.give(100, NOON);
        assertThat(allowance.at(NOON.plusSeconds(16))).isZero();
        allowance.give(100, NOON.plusSeconds(20));
        assertThat(allowance.at(NOON.plusSeconds(20).plusMillis(100))).isEqualTo(10);
    }
}
