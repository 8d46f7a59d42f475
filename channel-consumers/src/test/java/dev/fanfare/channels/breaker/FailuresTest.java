package dev.fanfare.channels.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final Failures failures = new Failures(new BreakerSettings(0.5, 10, 4, Duration.ofSeconds(1)));

    @Test
    void too_many_are_as_large_a_share_as_is_set() {
        failures.well();
        failures.well();
        assertThat(failures.failed()).isFalse();
        assertThat(failures.failed()).as("two of four").isTrue();
    }

    @Test
    void fewer_than_are_looked_at_say_nothing() {
        assertThat(failures.failed()).isFalse();
        assertThat(failures.failed()).isFalse();
        assertThat(failures.failed()).isFalse();
        assertThat(failures.failed()).isTrue();
    }

    @Test
    void only_the_last_ones_count() {
        for (int n = 0; n < 10; n++) {
            failures.failed();
        }
        for (int n = 0; n < 9; n++) {
            failures.well();
        }
        assertThat(failures.isClean()).isFalse();
        assertThat(failures.failed()).as("one of ten").isFalse();
        for (int n = 0; n < 10; n++) {
            failures.well();
        }
        assertThat(failures.isClean()).isTrue();
    }

    @Test
    void what_is_forgotten_counts_no_more() {
        for (int n = 0; n < 4; n++) {
            failures.failed();
        }
        failures.forget();
        assertThat(failures.isClean()).isTrue();
        assertThat(failures.failed()).isFalse();
    }
}
