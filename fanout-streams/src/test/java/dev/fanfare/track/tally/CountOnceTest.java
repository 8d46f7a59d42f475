package dev.fanfare.track.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountOnceTest {

    private final CountOnce once = new CountOnce();

    @Test
    void a_transaction_that_is_read_again_counts_once() {
        assertThat(once.first(0, 10)).isTrue();
        assertThat(once.first(0, 11)).isTrue();
        assertThat(once.first(0, 10)).isFalse();
        assertThat(once.first(0, 11)).isFalse();
        assertThat(once.first(0, 13)).isTrue();
    }

    @Test
    void partitions_do_not_know_of_one_another() {
        assertThat(once.first(0, 10)).isTrue();
        assertThat(once.first(1, 0)).isTrue();
        assertThat(once.first(1, 0)).isFalse();
    }
}
