package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy EXACT = new RetryPolicy(5, List.of(), Duration.ofSeconds(60), 0);

    @Test
    @DisplayName("S1-33 Attempts at 0, 2, 6, 14 and 30 minutes")
    void the_old_ladder() {
        Duration elapsed = Duration.ZERO;
        List<Long> minutes = new java.util.ArrayList<>(List.of(0L));
        for (int attempt = 1; attempt < 5; attempt++) {
            elapsed =
                    elapsed.plus(EXACT.delayAfter(attempt, Duration.ZERO, "id").orElseThrow());
            minutes.add(elapsed.toMinutes());
        }
        assertThat(minutes).containsExactly(0L, 2L, 6L, 14L, 30L);
    }

    @Test
    @DisplayName("S3-05 Three retries after 5, 25 and 125 seconds, as a list says")
    void the_ladder_by_the_factor_five() {
        RetryPolicy ladder = new RetryPolicy(
                4,
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(125)),
                Duration.ofSeconds(60),
                0);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(n -> ladder.delayAfter(n, Duration.ZERO, "id").orElseThrow()))
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(125));
        assertThat(ladder.delayAfter(4, Duration.ZERO, "id")).isEmpty();
    }

    @Test
    @DisplayName("S1-34 S1-36 min(2^n x 60 s, 1 h), whatever n is")
    void no_wait_is_longer_than_an_hour() {
        RetryPolicy patient = new RetryPolicy(100, List.of(), Duration.ofSeconds(60), 0);
        assertThat(patient.delayAfter(5, Duration.ZERO, "id")).contains(Duration.ofMinutes(32));
        assertThat(IntStream.range(6, 100))
                .allSatisfy(attempt -> assertThat(patient.delayAfter(attempt, Duration.ZERO, "id"))
                        .contains(Duration.ofHours(1)));
    }

    @Test
    @DisplayName("S1-35 S1-36 Five attempts unless a setting says otherwise")
    void the_fifth_attempt_is_the_last() {
        assertThat(RetryPolicy.DEFAULT.delayAfter(4, Duration.ZERO, "id")).isPresent();
        assertThat(RetryPolicy.DEFAULT.delayAfter(5, Duration.ZERO, "id")).isEmpty();
        assertThat(RetryPolicy.DEFAULT.delayAfter(6, Duration.ofHours(3), "id")).isEmpty();
    }

    @Test
    void jitter_adds_up_to_its_part_spreads_and_is_the_same_for_the_same_attempt() {
        List<Duration> waits = IntStream.range(0, 1_000)
                .mapToObj(n -> RetryPolicy.DEFAULT
                        .delayAfter(1, Duration.ZERO, "delivery-" + n)
                        .orElseThrow())
                .toList();
        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(132)));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(122)));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(130)));
        assertThat(RetryPolicy.DEFAULT.delayAfter(1, Duration.ZERO, "delivery-7"))
                .contains(waits.get(7));
    }

    @Test
    void a_provider_that_asks_for_longer_is_given_longer() {
        assertThat(EXACT.delayAfter(1, Duration.ofMinutes(10), "id")).contains(Duration.ofMinutes(10));
        assertThat(EXACT.delayAfter(1, Duration.ofSeconds(10), "id")).contains(Duration.ofMinutes(2));
    }

    @Test
    void a_ladder_of_its_own_ends_with_its_last_step() {
        RetryPolicy ladder =
                new RetryPolicy(4, List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)), Duration.ofSeconds(60), 0);
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(n -> ladder.delayAfter(n, Duration.ZERO, "id").orElse(Duration.ZERO)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO);
    }
}
