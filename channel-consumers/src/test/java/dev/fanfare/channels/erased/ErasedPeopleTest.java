package dev.fanfare.channels.erased;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ErasedPeopleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ErasedPeople erased = new ErasedPeople();

    @Test
    void who_was_erased_is_known_for_a_year_and_a_day_and_then_forgotten() {
        erased.add("ada", NOON);
        erased.add("alan", NOON.plus(Duration.ofDays(366)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();

        erased.add("eve", NOON.plus(Duration.ofDays(377)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isFalse();
        assertThat(erased.isErased("alan", NOON)).isTrue();
        assertThat(erased.size()).isEqualTo(2);
    }

    @Test
    void what_comes_late_of_another_partition_and_is_too_old_is_not_kept() {
        erased.add("alan", NOON.plus(Duration.ofDays(367)));
        erased.add("ada", NOON);

        assertThat(erased.size()).isOne();
    }

    @Test
    void the_last_erasure_of_a_person_counts_in_whatever_order_they_come() {
        erased.add("ada", NOON);
        erased.add("ada", NOON.minus(Duration.ofDays(1)));

        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();
    }
}
