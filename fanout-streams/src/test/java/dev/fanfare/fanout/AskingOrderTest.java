package dev.fanfare.fanout;

import static dev.fanfare.fanout.AskingOrder.Whom.ALL;
import static dev.fanfare.fanout.AskingOrder.Whom.SHORT_ONES;
import static dev.fanfare.fanout.AskingOrder.Whom.URGENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.AskingOrder.Whom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskingOrderTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final AskingOrder order = new AskingOrder();

    @Test
    void where_nothing_is_urgent_the_short_ones_and_the_rest_take_turns() {
        assertThat(poll(EnumSet.of(SHORT_ONES, ALL))).containsExactly(URGENT, SHORT_ONES);
        assertThat(poll(EnumSet.of(SHORT_ONES, ALL))).containsExactly(URGENT, ALL);
        assertThat(poll(EnumSet.of(SHORT_ONES, ALL))).containsExactly(URGENT, SHORT_ONES);
    }

    @Test
    void where_there_is_nothing_a_poll_ends_with_all() {
        assertThat(poll(EnumSet.noneOf(Whom.class))).containsExactly(URGENT, ALL);
    }

    @Test
    void urgent_records_without_a_gap_leave_one_poll_in_so_many_to_the_others_by_turns() {
        List<Whom> answered = new ArrayList<>();
        for (int n = 0; n < 3 * (AskingOrder.URGENT_MOST + 1); n++) {
            answered.add(poll(EnumSet.allOf(Whom.class)).getLast());
        }

        assertThat(answered.subList(0, AskingOrder.URGENT_MOST)).containsOnly(URGENT);
        assertThat(answered).filteredOn(whom -> whom != URGENT).containsExactly(SHORT_ONES, ALL, SHORT_ONES);
        assertThat(answered.get(AskingOrder.URGENT_MOST)).isEqualTo(SHORT_ONES);
    }

    @Test
    void behind_a_start_only_the_short_ones_are_asked_until_they_are_read() {
        assertThat(poll(EnumSet.allOf(Whom.class), true, NOON)).containsExactly(SHORT_ONES);
        assertThat(poll(EnumSet.of(URGENT), true, NOON.plusMillis(10))).containsExactly(SHORT_ONES);

        assertThat(poll(EnumSet.of(URGENT), false, NOON.plusMillis(20))).containsExactly(URGENT);
    }

    @Test
    void what_is_urgent_does_not_wait_for_them_longer_than_some_seconds() {
        Instant late = NOON.plus(AskingOrder.CATCH_UP_MOST);
        assertThat(poll(EnumSet.allOf(Whom.class), true, NOON)).containsExactly(SHORT_ONES);
        assertThat(poll(EnumSet.allOf(Whom.class), true, late.minusMillis(1))).containsExactly(SHORT_ONES);
        assertThat(poll(EnumSet.allOf(Whom.class), true, late)).containsExactly(URGENT);
        assertThat(poll(EnumSet.allOf(Whom.class), true, late.plusSeconds(60))).containsExactly(URGENT);

        assertThat(poll(EnumSet.allOf(Whom.class), false, late.plusSeconds(61))).containsExactly(URGENT);
        assertThat(poll(EnumSet.allOf(Whom.class), true, late.plusSeconds(62))).containsExactly(SHORT_ONES);
    }

    private List<Whom> poll(Set<Whom> having) {
        return poll(having, false, NOON);
    }

    /// Whom one poll asks, where those have something.
    private List<Whom> poll(Set<Whom> having, boolean behind, Instant now) {
        List<Whom> asked = new ArrayList<>();
        for (Whom whom = order.first(behind, now);
                whom != null;
                whom = order.next(whom, having.contains(whom), () -> having.contains(SHORT_ONES))) {
            asked.add(whom);
        }
        return asked;
    }
}
