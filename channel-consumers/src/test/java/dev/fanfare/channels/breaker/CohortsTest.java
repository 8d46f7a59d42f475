package dev.fanfare.channels.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CohortsTest {

    private static final long SPAN = Duration.ofMillis(2).toNanos();

    private final Cohorts cohorts = new Cohorts();

    @Test
    void those_that_are_still_under_way_count_as_not_failed() {
        for (int n = 0; n < 100; n++) {
            cohorts.begin(n);
        }
        for (int n = 0; n < 5; n++) {
            cohorts.failed(n);
        }
        assertThat(cohorts.failedShare(1, 1)).isEqualTo(0.05);
    }

    @Test
    void each_counts_among_those_that_began_with_it_whenever_it_ends() {
        cohorts.begin(0);
        cohorts.well(0);
        cohorts.begin(50 * SPAN);
        cohorts.failed(50 * SPAN);
        assertThat(cohorts.failedShare(SPAN - 1, SPAN - 1)).isZero();
        assertThat(cohorts.failedShare(50 * SPAN + 1, 50 * SPAN + 1)).isEqualTo(0.5);
    }

    @Test
    @DisplayName("One that hangs while later ones are answered is no sign of an outage, however few there are")
    void one_that_hangs_while_later_ones_are_answered_is_no_sign_of_an_outage() {
        long limit = 2_500;
        for (int n = 0; n < 100; n++) {
            cohorts.begin(3 * n * SPAN);
            if (n % 10 > 0) {
                cohorts.well(3 * n * SPAN);
            }
        }
        for (int n = 0; n < 100; n += 10) {
            long began = 3 * n * SPAN;
            cohorts.failed(began);
            assertThat(cohorts.failedShare(began, began + limit * SPAN)).isLessThan(0.2);
        }
    }

    @Test
    @DisplayName("One that fails as soon as it begins is no sign of an outage while those before it are under way")
    void one_that_fails_at_once_while_those_before_it_are_under_way_is_no_sign_of_an_outage() {
        for (int n = 0; n < 5_000; n++) {
            long began = n * SPAN / 40;
            cohorts.begin(began);
            if (n % 20 == 0) {
                cohorts.failed(began);
                assertThat(n < 40 ? 0 : cohorts.failedShare(began, began)).isLessThan(0.2);
            }
        }
    }

    @Test
    void calls_that_all_hang_are_an_outage_though_later_ones_are_still_under_way() {
        for (int n = 0; n < 1_000; n++) {
            cohorts.begin(3 * n * SPAN);
        }
        for (int n = 0; n < 20; n++) {
            cohorts.failed(3 * n * SPAN);
        }
        assertThat(cohorts.failedShare(3 * 19 * SPAN, 3_000 * SPAN)).isEqualTo(1.0);
    }

    @Test
    void what_began_long_ago_is_forgotten_and_clocks_may_be_negative() {
        cohorts.failed(5);
        assertThat(cohorts.failedShare(5 + 32_768 * SPAN, 5 + 32_768 * SPAN)).isZero();
        cohorts.failed(-5);
        assertThat(cohorts.failedShare(-1, -1)).isEqualTo(1.0);
    }
}
