package dev.fanfare.track.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgesTest {

    private static final Queue MAILS = new Queue("fanfare.email", List.of());
    private static final Queue HOOKS = new Queue("fanfare.webhook", List.of());

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Ages ages = new Ages(() -> now);

    @Test
    void before_the_first_look_nothing_is_known() {
        assertThat(ages.seconds(MAILS)).isNaN();
    }

    @Test
    void what_waits_grows_older_between_two_looks_and_what_is_empty_does_not() {
        ages.found(Map.of(MAILS, now.minusSeconds(3)));
        now = now.plus(Duration.ofMillis(1_500));
        assertThat(ages.seconds(MAILS)).isEqualTo(4.5);
        assertThat(ages.seconds(HOOKS)).isZero();
    }

    @Test
    void an_old_look_says_nothing() {
        ages.found(Map.of(MAILS, now));
        now = now.plusSeconds(31);
        assertThat(ages.seconds(MAILS)).isNaN();
        assertThat(ages.seconds(HOOKS)).isNaN();
    }

    @Test
    void a_broker_whose_clock_runs_ahead_makes_nothing_younger_than_now() {
        ages.found(Map.of(MAILS, now.plusSeconds(2)));
        assertThat(ages.seconds(MAILS)).isZero();
    }
}
