package dev.fanfare.channels.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatelyTest {

    private static final long SPAN = Duration.ofMillis(100).toNanos();

    private final Lately lately = new Lately();

    @Test
    void what_ended_in_this_span_and_in_the_one_before_counts() {
        lately.well(0);
        lately.well(SPAN - 1);
        lately.failed(SPAN);
        lately.failed(SPAN + 1);
        assertThat(lately.failedShare(SPAN + 2)).isEqualTo(0.5);
        assertThat(lately.failedShare(2 * SPAN)).isEqualTo(1.0);
    }

    @Test
    void what_is_older_does_not() {
        lately.failed(5);
        assertThat(lately.failedShare(2 * SPAN)).isZero();
        lately.well(-3 * SPAN);
        assertThat(lately.failedShare(-3 * SPAN)).isZero();
    }
}
