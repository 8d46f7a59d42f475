package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private static final RetryPolicy POLICY = new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0);

    @Test
    void what_is_delivered_is_finished() {
        assertThat(NextStep.after(new Answer.Delivered("r-1"), "id", 1, 0, POLICY))
                .isEqualTo(new NextStep.Finish("r-1"));
    }

    @Test
    void what_is_rejected_is_given_up_at_once() {
        assertThat(NextStep.after(new Answer.Rejected(Category.ADDRESS, "no such user"), "id", 1, 0, POLICY))
                .isEqualTo(new NextStep.Bury(Reason.REJECTED, Category.ADDRESS, "no such user"));
    }

    @Test
    void what_is_deferred_is_tried_again_later() {
        assertThat(NextStep.after(new Answer.Deferred(Category.PROVIDER, "busy"), "id", 2, 0, POLICY))
                .isEqualTo(new NextStep.RetryIn(Duration.ofMinutes(4), Category.PROVIDER, "busy"));
    }

    @Test
    @DisplayName("S2-13 S2-35 what is deferred for the last time is given up")
    void what_is_deferred_for_the_last_time_is_given_up() {
        assertThat(NextStep.after(
                        new Answer.Deferred(Category.TIMEOUT, "busy", Duration.ofHours(1)), "id", 3, 0, POLICY))
                .isEqualTo(new NextStep.Bury(Reason.ATTEMPTS_USED_UP, Category.TIMEOUT, "busy"));
    }

    @Test
    void an_address_that_is_closed_for_good_is_given_up_at_once() {
        assertThat(NextStep.after(new Answer.Gone("HTTP 410"), "id", 1, 0, POLICY))
                .isEqualTo(new NextStep.Bury(Reason.REJECTED, Category.ADDRESS, "HTTP 410"));
    }

    @Test
    void a_throttle_is_waited_for_to_the_second_and_uses_up_no_attempt() {
        assertThat(NextStep.after(throttled(Duration.ofSeconds(3)), "id", 3, 0, POLICY))
                .isEqualTo(new NextStep.WaitFor(Duration.ofSeconds(3), Category.RATE_LIMIT, "slow down"));
    }

    @Test
    void who_throttles_without_a_time_is_asked_after_one_two_and_four_seconds() {
        assertThat(IntStream.range(0, 3)
                        .mapToObj(throttles -> NextStep.after(throttled(Duration.ZERO), "id", 1, throttles, POLICY))
                        .map(step -> ((NextStep.WaitFor) step).delay().toMillis()))
                .satisfiesExactly(
                        wait -> assertThat(wait).isBetween(1_000L, 1_100L),
                        wait -> assertThat(wait).isBetween(2_000L, 2_200L),
                        wait -> assertThat(wait).isBetween(4_000L, 4_400L));
    }

    @Test
    void who_throttles_for_ever_is_given_up_after_a_week_and_more() {
        Duration waited = IntStream.range(0, Throttle.MOST)
                .mapToObj(throttles -> NextStep.after(throttled(Duration.ofSeconds(1)), "id", 1, throttles, POLICY))
                .map(step -> ((NextStep.WaitFor) step).delay())
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(waited).isBetween(Duration.ofDays(7), Duration.ofDays(8));
        assertThat(NextStep.after(throttled(Duration.ofSeconds(1)), "id", 1, Throttle.MOST, POLICY))
                .isEqualTo(new NextStep.Bury(
                        Reason.ATTEMPTS_USED_UP, Category.RATE_LIMIT, "throttled too often: slow down"));
    }

    private static Answer throttled(Duration asked) {
        return new Answer.Deferred(Category.RATE_LIMIT, "slow down", asked);
    }
}
