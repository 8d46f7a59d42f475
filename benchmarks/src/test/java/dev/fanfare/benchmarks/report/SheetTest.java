package dev.fanfare.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {

    private final Sheet sheet = new Sheet("fanout");

    @Test
    void one_missed_goal_is_enough_to_have_missed() {
        sheet.add(Figure.of("rate", "/s", List.of(1.0, 9.0, 5.0)).against(Goal.atLeast(5, 10)));
        assertThat(sheet.reached()).isTrue();

        sheet.add(Figure.of("time", "ms", 31).against(Goal.atMost(30, 12)));
        assertThat(sheet.reached()).isFalse();
    }

    @Test
    void a_figure_without_a_goal_misses_nothing() {
        sheet.add(Figure.of("bare producer", "/s", 1));

        assertThat(sheet.reached()).isTrue();
    }

    @Test
    void the_table_tells_the_median_the_spread_and_what_became_of_the_goal() {
        sheet.add(Figure.of("rate", "/s", List.of(400_100.0, 399_000.0, 512_000.0))
                .against(Goal.atLeast(400_000, 900_000)));

        assertThat(sheet.table().lines().toList().getLast().split(" {2,}"))
                .containsExactly("rate", "400,100/s", "399,000 to 512,000", "400,000", "900,000", "reached");
    }

    @Test
    void each_figure_is_a_line_of_json() {
        sheet.add(Figure.of("time", "ms", List.of(7.25)).against(Goal.atMost(30, 12)));
        sheet.add(Figure.of("rate", "/s", 2));

        assertThat(sheet.json())
                .containsExactly(
                        "{\"bench\":\"fanout\",\"figure\":\"time\",\"unit\":\"ms\",\"median\":7.250,\"least\":7.250,\"most\":7.250,\"rounds\":1,\"reach\":30.0,\"beat\":12.0,\"verdict\":\"BEATEN\"}",
                        "{\"bench\":\"fanout\",\"figure\":\"rate\",\"unit\":\"/s\",\"median\":2.000,\"least\":2.000,\"most\":2.000,\"rounds\":1}");
    }
}
