package dev.fanfare.track.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastLookTest {

    private static final Queue MAILS = new Queue("fanfare.email", List.of());
    private static final Queue HOOKS = new Queue("fanfare.webhook", List.of());

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final LastLook last = new LastLook(() -> now);

    @Test
    void before_the_first_look_nothing_is_known() {
        assertThat(last.seconds(MAILS)).isNaN();
    }

    @Test
    void what_waits_grows_older_between_two_looks_and_what_is_empty_does_not() {
        last.found(waiting(now.minusSeconds(3)));
        now = now.plus(Duration.ofMillis(1_500));
        assertThat(last.seconds(MAILS)).isEqualTo(4.5);
        assertThat(last.seconds(HOOKS)).isZero();
    }

    @Test
    void an_old_look_says_nothing() {
        last.found(waiting(now));
        now = now.plusSeconds(31);
        assertThat(last.seconds(MAILS)).isNaN();
        assertThat(last.seconds(HOOKS)).isNaN();
    }

    @Test
    void a_broker_whose_clock_runs_ahead_makes_nothing_younger_than_now() {
        last.found(waiting(now.plusSeconds(2)));
        assertThat(last.seconds(MAILS)).isZero();
    }

    @Test
    void what_waits_is_counted() {
        last.found(waiting(now));
        assertThat(last.records(MAILS)).isEqualTo(7);
        assertThat(last.bytes(MAILS)).isEqualTo(2_100);
        assertThat(last.records(HOOKS)).isZero();
        now = now.plusSeconds(31);
        assertThat(last.records(MAILS)).isNaN();
    }

    private static Map<Queue, Waiting> waiting(Instant oldest) {
        return Map.of(MAILS, new Waiting(oldest, 7, 2_100));
    }
}
