package dev.fanfare.benchmarks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_delivery_that_is_written_late_counts_from_when_it_was_due() {
        var delivery = Batch.of("late", 10, n -> "ada-" + n).delivery(3, NOON);
        assertThat(delivery.getAcceptedAt()).isEqualTo(NOON);
        assertThat(delivery.getTimestamp()).isEqualTo(NOON);
    }

    @Test
    void of_so_many_a_second_each_has_a_turn_of_its_own() {
        assertThat(FillLane.turn(NOON, 0, 20_000)).isEqualTo(NOON);
        assertThat(FillLane.turn(NOON, 1, 20_000)).isEqualTo(NOON.plusNanos(50_000));
        assertThat(FillLane.turn(NOON, 200_000, 20_000)).isEqualTo(NOON.plusSeconds(10));
    }
}
