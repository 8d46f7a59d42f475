package dev.fanfare.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {

    @ParameterizedTest
    @CsvSource({"399999, MISSED", "400000, REACHED", "899999, REACHED", "900000, BEATEN"})
    void a_rate_is_held_against_a_least_value(double rate, Goal.Verdict verdict) {
        assertThat(Goal.atLeast(400_000, 900_000).of(rate)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"300.1, MISSED", "300, REACHED", "100.1, REACHED", "100, BEATEN"})
    void a_time_is_held_against_a_highest_value(double milliseconds, Goal.Verdict verdict) {
        assertThat(Goal.atMost(300, 100).of(milliseconds)).isEqualTo(verdict);
    }

    @Test
    void what_is_no_number_misses_every_goal() {
        assertThat(Goal.atLeast(1, 2).of(Double.NaN)).isEqualTo(Goal.Verdict.MISSED);
        assertThat(Goal.atMost(2, 1).of(Double.NaN)).isEqualTo(Goal.Verdict.MISSED);
    }
}
