package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
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
        assertThat(open(shares, 1_699)).containsExactly(Lane.EXPRESS, Lane.STANDARD, Lane.BULK);
        assertThat(open(shares, 1_700)).containsExactly(Lane.EXPRESS, Lane.STANDARD);
        assertThat(open(shares, 2_099)).containsExactly(Lane.EXPRESS, Lane.STANDARD);
        assertThat(open(shares, 2_100)).containsExactly(Lane.EXPRESS);
        assertThat(open(shares, 2_299)).containsExactly(Lane.EXPRESS);
        assertThat(open(shares, 2_300)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 60, 250, 500, 1_000, 10_000})
    void express_is_polled_whatever_the_others_have_taken(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        int others = Math.max(mostThatTakes(Lane.STANDARD, shares), mostThatTakes(Lane.BULK, shares));
        assertThat(shares.open(Lane.EXPRESS, others)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 60, 250, 500, 1_000, 10_000})
    void bulk_never_takes_the_last_fifth(int inFlight) {
        assertThat(new LaneShares(inFlight).places(Lane.BULK)).isEqualTo(inFlight - inFlight / 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 60, 250, 500, 1_000, 10_000})
    void standard_is_polled_however_much_bulk_waits(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        assertThat(shares.open(Lane.STANDARD, mostThatTakes(Lane.BULK, shares) - 1))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 60, 250, 1_000})
    @DisplayName("S0-24 few wait beyond the room and an empty room takes all lanes")
    void few_wait_beyond_the_room_and_an_empty_room_takes_all_lanes(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        for (Lane lane : Lane.values()) {
            assertThat(mostThatTakes(lane, shares)).isLessThan(inFlight + 4 * shares.pollRecords());
            assertThat(shares.open(lane, 0)).isTrue();
            assertThat(shares.places(lane)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 250, 2_000})
    void no_lane_alone_leaves_a_place_of_its_own_empty(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        for (Lane lane : Lane.values()) {
            assertThat(leastBeforeItOpens(lane, shares)).isGreaterThanOrEqualTo(shares.places(lane));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 99, 100, 250, 10_000})
    void express_finds_a_place_whatever_is_under_way_on_the_others(int inFlight) {
        LaneShares shares = new LaneShares(inFlight);
        assertThat(shares.places(Lane.EXPRESS)).isEqualTo(inFlight);
        assertThat(shares.places(Lane.STANDARD)).isEqualTo(inFlight - Math.max(1, inFlight / 100));
        assertThat(shares.places(Lane.BULK)).isBetween(1, shares.places(Lane.STANDARD));
    }

    /// So many are taken when this lane is polled again at the latest.
    private static int leastBeforeItOpens(Lane lane, LaneShares shares) {
        return IntStream.rangeClosed(0, 2 * shares.inFlight())
                .filter(taken -> shares.open(lane, taken))
                .max()
                .orElseThrow();
    }

    /// The largest number that polling this lane alone can lead to.
    private static int mostThatTakes(Lane lane, LaneShares shares) {
        return leastBeforeItOpens(lane, shares) + shares.pollRecords();
    }

    private static List<Lane> open(LaneShares shares, int taken) {
        return Arrays.stream(Lane.values())
                .filter(lane -> shares.open(lane, taken))
                .toList();
    }
}
