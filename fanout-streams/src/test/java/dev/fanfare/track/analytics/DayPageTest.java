package dev.fanfare.track.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.streams.Page;
import dev.fanfare.track.analytics.DayFigures.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayPageTest {

    private static final List<Row> ROWS = List.of(
            row("2026-03-02", "order", "email"),
            row("2026-03-02", "order", "sms"),
            row("2026-03-02", "order\nnew", "email"),
            row("2026-03-01", "order", "email"));

    @Test
    void pages_meet_each_row_once() {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<DayView> page = DayPage.of(ROWS, 1, cursor);
            page.items().forEach(row -> seen.add(row.day() + " " + row.type() + " " + row.channel()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen)
                .containsExactly(
                        "2026-03-02 order email",
                        "2026-03-02 order sms",
                        "2026-03-02 order\nnew email",
                        "2026-03-01 order email");
    }

    @Test
    void a_page_goes_on_where_its_last_row_is_gone() {
        String cursor = DayPage.of(ROWS, 2, null).next();
        List<Row> left = List.of(ROWS.get(0), ROWS.get(2), ROWS.get(3));

        assertThat(DayPage.of(left, 10, cursor).items()).hasSize(2);
        assertThat(DayPage.of(left, 10, cursor).next()).isNull();
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        assertThatThrownBy(() -> DayPage.of(ROWS, 1, "bm9uc2Vuc2U")).hasMessageContaining("cursor: must be `next`");
    }

    private static Row row(String day, String type, String channel) {
        return new Row(day, type, channel, 1, 1, 0, 0, 0, 0, 0, List.of(), List.of());
    }
}
