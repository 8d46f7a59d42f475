package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.engine.Ledger.Progress;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger(new Progress(100, new BitSet()));

    @Test
    void nothing_stands_to_be_committed_before_anything_is_finished() {
        take(100, 101, 102);
        assertThat(ledger.changes()).isEmpty();
        assertThat(ledger.span()).isEqualTo(3);
    }

    @Test
    void the_lowest_unfinished_offset_is_committed_with_what_is_finished_above_it() {
        take(100, 101, 102, 103);
        ledger.finish(100);
        ledger.finish(102);
        assertThat(ledger.changes()).contains(new Progress(101, bits(0)));
        ledger.finish(103);
        assertThat(ledger.changes()).contains(new Progress(101, bits(0, 1)));
    }

    @Test
    void a_gap_that_is_filled_moves_the_commit_to_the_end() {
        take(100, 101, 102);
        ledger.finish(102);
        ledger.finish(101);
        ledger.finish(100);
        assertThat(ledger.changes()).contains(new Progress(103, bits()));
        assertThat(ledger.span()).isZero();
    }

    @Test
    void offsets_without_a_record_count_as_finished() {
        take(100, 105);
        ledger.finish(105);
        ledger.reach(110);
        assertThat(ledger.changes()).contains(new Progress(100, bits(0, 1, 2, 3, 4, 5, 6, 7, 8)));
        ledger.finish(100);
        assertThat(ledger.changes()).contains(new Progress(110, bits()));
    }

    @Test
    void a_marker_at_the_end_is_committed_though_no_record_came() {
        ledger.reach(101);
        assertThat(ledger.changes()).contains(new Progress(101, bits()));
    }

    @Test
    void what_was_finished_before_a_crash_is_not_taken_again() {
        Ledger after = new Ledger(new Progress(101, bits(0, 2)));
        assertThat(after.take(101)).isTrue();
        assertThat(after.take(102)).isFalse();
        assertThat(after.take(103)).isTrue();
        assertThat(after.take(104)).isFalse();
        assertThat(after.take(105)).isTrue();
    }

    @Test
    void what_was_finished_stays_finished_though_it_was_not_fetched_again_yet() {
        Ledger after = new Ledger(new Progress(101, bits(5)));
        after.take(101);
        after.finish(101);
        assertThat(after.changes()).contains(new Progress(102, bits(4)));
    }

    @Test
    void a_commit_that_failed_is_asked_for_again() {
        take(100);
        ledger.finish(100);
        assertThat(ledger.changes()).isPresent();
        assertThat(ledger.changes()).isEmpty();
        ledger.again();
        assertThat(ledger.changes()).contains(new Progress(101, bits()));
    }

    @Test
    void offsets_far_apart_need_no_memory_for_what_lies_between() {
        ledger.reach(100L + Integer.MAX_VALUE * 4L);
        assertThat(ledger.take(100L + Integer.MAX_VALUE * 4L)).isTrue();
        assertThat(ledger.span()).isEqualTo(1);
    }

    @Test
    void an_offset_that_was_never_taken_cannot_be_finished() {
        ledger.finish(100);
        ledger.finish(7);
        assertThat(ledger.changes()).isEmpty();
    }

    private void take(long... offsets) {
        for (long offset : offsets) {
            assertThat(ledger.take(offset)).isTrue();
        }
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
