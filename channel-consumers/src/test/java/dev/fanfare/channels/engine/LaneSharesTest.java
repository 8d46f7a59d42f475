package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSharesTest {

    @Test
    void a_large_room_is_polled_by_the_hundred() {
        assertThat(new LaneShares(2_000).pollRecords()).isEqualTo(100);
        assertThat(new LaneShares(10_000).pollRecords()).isEqualTo(100);
        assertThat(new LaneShares(250).pollRecords()).isEqualTo(12);
        assertThat(new LaneShares(1).pollRecords()).isEqualTo(1);
    }

    @Test
    void lanes_close_one_after_another_the_least_urgent_first() {
        LaneShares shares = new LaneShares(2_000);
        assertThat(open(shares, 500)).containsExactly(Lane.EXPRESS, Lane.STANDARD, Lane.BULK);
        assertThat(open(shares, 499)).containsExactly(Lane.EXPRESS, Lane.STANDARD);
        assertThat(open(shares, 150)).containsExactly(Lane.EXPRESS, Lane.STANDARD);
        assertThat(open(shares, 149)).containsExactly(Lane.EXPRESS);
        assertThat(open(shares, 99)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 60, 250, 500, 1_000, 10_000})
    void bulk_never_takes_the_last_fifth(int inFlight) {
        assertThat(mostThatTakes(Lane.BULK, new LaneShares(inFlight))).isLessThanOrEqualTo(inFlight - inFlight / 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 60, 250, 1_000})
    void no_poll_takes_more_than_there_is_room_and_an_empty_room_takes_all_lanes(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        for (Lane lane : Lane.values()) {
            assertThat(mostThatTakes(lane, shares)).isLessThanOrEqualTo(inFlight);
            assertThat(shares.open(lane, inFlight)).isTrue();
        }
    }

    @Test
    void a_lane_alone_keeps_its_room_full() {
        LaneShares shares = new LaneShares(250);
        assertThat(leastBeforeItOpens(Lane.STANDARD, shares)).isGreaterThanOrEqualTo(230);
        assertThat(leastBeforeItOpens(Lane.BULK, shares)).isGreaterThanOrEqualTo(185);
    }

    /// So many are under way when this lane is polled again at the latest.
    private static int leastBeforeItOpens(Lane lane, LaneShares shares) {
        return java.util.stream.IntStream.rangeClosed(0, shares.inFlight())
                .filter(inFlight -> shares.open(lane, shares.inFlight() - inFlight))
                .max()
                .orElseThrow();
    }

    /// The largest number in flight that polling this lane alone can lead to.
    private static int mostThatTakes(Lane lane, LaneShares shares) {
        int most = 0;
        for (int free = 0; free <= shares.inFlight(); free++) {
            if (shares.open(lane, free)) {
                most = Math.max(most, shares.inFlight() - free + shares.pollRecords());
            }
        }
        return most;
    }

    private static java.util.List<Lane> open(LaneShares shares, int free) {
        return java.util.Arrays.stream(Lane.values())
                .filter(lane -> shares.open(lane, free))
                .toList();
    }
}
