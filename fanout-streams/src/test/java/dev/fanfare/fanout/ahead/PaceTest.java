package dev.fanfare.fanout.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void nothing_is_known_before_something_was_worked_off() {
        Pace pace = Pace.first(0, 1_000, START).next(0, 1_000, START.plusSeconds(1));
        assertThat(pace.perSecond()).isNull();
        assertThat(pace.lag()).isEqualTo(1_000);
    }

    @Test
    void what_is_busy_says_how_fast_it_is() {
        Pace pace = Pace.first(0, 100_000, START);
        for (int second = 1; second <= 30; second++) {
            pace = pace.next(second * 200L, 100_000, START.plusSeconds(second));
        }
        assertThat(pace.perSecond()).isCloseTo(200, Offset.offset(0.1));
        for (int second = 31; second <= 60; second++) {
            pace = pace.next(6_000 + (second - 30) * 50L, 100_000, START.plusSeconds(second));
        }
        assertThat(pace.perSecond()).isCloseTo(50, Offset.offset(1.0));
    }

    @Test
    void what_has_little_to_do_is_not_taken_for_slow() {
        Pace pace = Pace.first(0, 1_000, START).next(500, 1_000, START.plusSeconds(1));
        pace = pace.next(1_000, 1_000, START.plusSeconds(2)).next(1_010, 1_010, START.plusSeconds(3));
        assertThat(pace.perSecond()).isEqualTo(500);
    }

    @Test
    void what_had_something_to_do_and_has_not_moved_since_has_stood_still_all_the_time() {
        Pace before = Pace.first(5, 9, START);

        assertThat(Pace.again(before, 5, 20, START.plusSeconds(600)).movedAt()).isEqualTo(START);
    }

    @Test
    void what_has_moved_since_or_had_nothing_to_do_begins_anew() {
        Instant later = START.plusSeconds(600);

        assertThat(Pace.again(Pace.first(5, 9, START), 6, 20, later).movedAt()).isEqualTo(later);
        assertThat(Pace.again(Pace.first(9, 9, START), 9, 20, later).movedAt()).isEqualTo(later);
    }

    @Test
    void it_moves_when_it_commits_or_has_nothing_to_do() {
        Pace idle = Pace.first(5, 5, START).next(5, 5, START.plusSeconds(10));
        assertThat(idle.movedAt()).isEqualTo(START.plusSeconds(10));
        Pace stuck = idle.next(5, 9, START.plusSeconds(20));
        assertThat(stuck.movedAt()).isEqualTo(START.plusSeconds(10));
    }
}
