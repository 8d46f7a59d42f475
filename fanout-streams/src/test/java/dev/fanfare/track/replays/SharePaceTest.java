package dev.fanfare.track.replays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.ReplayProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a rate is shared out to the partitions.
class SharePaceTest {

    @Test
    void each_gets_its_share_by_what_it_has_left() {
        assertThat(SharePace.of(100, List.of(part(0, 300, 0), part(1, 200, 100), part(2, 0, 0))))
                .containsExactly(75.0, 25.0, 0.0);
    }

    @Test
    void what_was_skipped_is_not_left() {
        ReplayProgress half = part(0, 10, 0);
        half.setSkipped(10L);
        assertThat(SharePace.of(100, List.of(half, part(1, 1, 0)))).containsExactly(0.0, 100.0);
    }

    @Test
    void nobody_begins_while_one_still_counts() {
        ReplayProgress counting = part(0, 300, 0);
        counting.setCounted(false);
        assertThat(SharePace.of(100, List.of(counting, part(1, 300, 0)))).containsExactly(0.0, 0.0);
    }

    @Test
    void who_has_ended_gets_nothing() {
        ReplayProgress ended = part(0, 300, 100);
        ended.setEnded(true);
        assertThat(SharePace.of(100, List.of(ended, part(1, 1, 0)))).containsExactly(0.0, 100.0);
    }

    private static ReplayProgress part(int partition, long matched, long done) {
        return new ReplayProgress("1", partition, true, matched, done, 0L, false, Instant.EPOCH);
    }
}
