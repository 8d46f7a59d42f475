package dev.fanfare.track.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.DayCause;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DayCausesTest {

    @Test
    void the_same_cause_is_counted_together_and_the_most_frequent_stands_first() {
        List<DayCause> causes = DayCauses.sum(
                List.of(cause("rejected", "550", 2)), List.of(cause("timeout", "", 3), cause("rejected", "550", 4)));

        assertThat(DayCauses.inOrder(causes)).containsExactly(cause("rejected", "550", 6), cause("timeout", "", 3));
    }

    @Test
    void beyond_so_many_all_others_are_one_and_none_is_lost() {
        List<DayCause> many = IntStream.range(0, 30)
                .mapToObj(n -> cause("provider", "error " + n, 1))
                .toList();

        List<DayCause> causes = DayCauses.sum(List.of(), many);

        assertThat(causes).hasSize(DayCauses.MOST + 1);
        assertThat(causes.stream().mapToLong(DayCause::getCount).sum()).isEqualTo(30);
        assertThat(causes).contains(cause("others", "", 22));
        assertThat(DayCauses.sum(causes, many).stream()
                        .mapToLong(DayCause::getCount)
                        .sum())
                .isEqualTo(60);
    }

    private static DayCause cause(String category, String error, long count) {
        return new DayCause(category, error, count);
    }
}
