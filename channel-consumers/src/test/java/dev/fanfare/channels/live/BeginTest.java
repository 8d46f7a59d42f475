package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.live.Begin.Anew;
import dev.fanfare.channels.live.Begin.GoOn;
import org.junit.jupiter.api.Test;

class BeginTest {

    @Test
    void who_has_seen_nothing_begins_at_the_end() {
        assertThat(Begin.of(null, 0, 7)).isEqualTo(new Anew(7));
    }

    @Test
    void who_comes_back_goes_on_behind_the_last_id() {
        assertThat(Begin.of(5L, 0, 7)).isEqualTo(new GoOn(5));
        assertThat(Begin.of(7L, 0, 7)).isEqualTo(new GoOn(7));
        assertThat(Begin.of(3L, 3, 7)).isEqualTo(new GoOn(3));
    }

    @Test
    void who_missed_what_is_gone_begins_anew() {
        assertThat(Begin.of(2L, 3, 7)).isEqualTo(new Anew(7));
    }

    @Test
    void an_id_that_never_was_begins_anew() {
        assertThat(Begin.of(8L, 0, 7)).isEqualTo(new Anew(7));
    }

    @Test
    void who_missed_too_much_begins_anew() {
        assertThat(Begin.of(0L, 0, Begin.MOST_MISSED)).isEqualTo(new GoOn(0));
        assertThat(Begin.of(0L, 0, Begin.MOST_MISSED + 1)).isEqualTo(new Anew(Begin.MOST_MISSED + 1));
    }
}
