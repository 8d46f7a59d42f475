package dev.fanfare.channels.erased;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.ErasedPeople;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarksInMemoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MarksInMemory marks = new MarksInMemory();
    private final ErasedPeople erased = new ErasedPeople(marks);

    @Test
    void who_was_erased_is_known_for_a_year_and_a_day_and_then_forgotten() {
        erased.erase("ada", NOON);
        erased.erase("alan", NOON.plus(Duration.ofDays(366)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();

        erased.erase("eve", NOON.plus(Duration.ofDays(377)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isFalse();
        assertThat(erased.isErased("alan", NOON)).isTrue();
        assertThat(marks.size()).isEqualTo(2);
    }

    @Test
    void what_comes_late_of_another_partition_and_is_too_old_goes_with_the_next() {
        erased.erase("alan", NOON.plus(Duration.ofDays(367)));
        erased.erase("ada", NOON);
        erased.erase("eve", NOON.plus(Duration.ofDays(368)));

        assertThat(marks.size()).isEqualTo(2);
    }

    @Test
    void the_last_erasure_of_a_person_counts_in_whatever_order_they_come() {
        erased.erase("ada", NOON);
        erased.erase("ada", NOON.minus(Duration.ofDays(1)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();

        erased.erase("ada", NOON.plus(Duration.ofDays(1)));
        assertThat(erased.isErased("ada", NOON)).isTrue();
        assertThat(marks.size()).isOne();
    }
}
