package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.ErasedPeople.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasedPeopleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Instant> kept = new HashMap<>();
    private final ErasedPeople erased = new ErasedPeople(new InMap());

    @Test
    void what_was_accepted_before_an_erasure_is_void_and_what_came_with_it_or_later_is_not() {
        erased.erase("ada", NOON);

        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();
        assertThat(erased.isErased("ada", NOON)).isFalse();
        assertThat(erased.isErased("alan", NOON.minusMillis(1))).isFalse();
    }

    @Test
    void the_last_erasure_of_a_person_counts_in_whatever_order_they_come() {
        erased.erase("ada", NOON);
        erased.erase("ada", NOON.minusSeconds(60));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();

        erased.erase("ada", NOON.plusSeconds(60));
        assertThat(erased.isErased("ada", NOON.plusSeconds(59))).isTrue();
        assertThat(kept).hasSize(1);
    }

    @Test
    void it_is_known_for_a_year_and_a_day_and_then_goes_with_a_later_erasure() {
        erased.erase("ada", NOON);
        erased.erase("alan", NOON.plus(Duration.ofDays(366)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isTrue();

        erased.erase("eve", NOON.plus(Duration.ofDays(367)));
        assertThat(erased.isErased("ada", NOON.minusMillis(1))).isFalse();
        assertThat(kept).hasSize(2);
    }

    @Test
    void however_many_are_old_one_erasure_forgets_ten() {
        for (int n = 0; n < 25; n++) {
            erased.erase("old-" + n, NOON.plusSeconds(n));
        }
        erased.erase("eve", NOON.plus(Duration.ofDays(400)));
        assertThat(kept).hasSize(16);
        assertThat(erased.isErased("old-9", NOON)).isFalse();
        assertThat(erased.isErased("old-10", NOON)).isTrue();
    }

    @Test
    void one_look_tells_that_nobody_was_erased_since() {
        assertThat(erased.anyAfter(NOON.minusMillis(1))).isFalse();
        erased.erase("ada", NOON);
        assertThat(erased.anyAfter(NOON.minusMillis(1))).isTrue();
        assertThat(erased.anyAfter(NOON)).isFalse();
    }

    @Test
    void no_id_is_kept() {
        erased.erase("ada", NOON);
        assertThat(kept.keySet()).singleElement().asString().matches("[0-9a-f]{32}");
    }

    private final class InMap implements ErasedPeople.Marks {

        @Override
        public @Nullable Instant of(String hash) {
            return kept.get(hash);
        }

        @Override
        public @Nullable Instant latest() {
            return kept.values().stream().max(Comparator.naturalOrder()).orElse(null);
        }

        @Override
        public void put(String hash, Instant at) {
            assertThat(kept.put(hash, at)).isNull();
        }

        @Override
        public void forget(String hash, Instant at) {
            assertThat(kept.remove(hash)).isEqualTo(at);
        }

        @Override
        public List<Mark> before(Instant time, int most) {
            return kept.entrySet().stream()
                    .filter(one -> one.getValue().isBefore(time))
                    .map(one -> new Mark(one.getKey(), one.getValue()))
                    .sorted(Comparator.comparing(Mark::at))
                    .limit(most)
                    .toList();
        }
    }
}
