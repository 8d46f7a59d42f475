package dev.fanfare.standalone.system.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.broadcast.Round.Kill;
import dev.fanfare.standalone.system.broadcast.Round.Victim;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That a seed's rounds are those that the proof asks for.
class RoundTest {

    @Test
    void the_broker_is_killed_in_two_rounds_of_ten_whatever_the_seed() {
        assertThat(rounds()).allSatisfy(ten -> assertThat(ten)
                .filteredOn(round -> round.kills().stream().anyMatch(kill -> kill.victim() == Victim.BROKER))
                .hasSize(2));
    }

    @Test
    void every_kill_comes_when_5_to_95_percent_are_committed_the_later_one_later() {
        assertThat(rounds().flatMap(List::stream).map(Round::kills)).allSatisfy(kills -> {
            assertThat(kills).extracting(Kill::share).isSorted().allSatisfy(share -> assertThat(share)
                    .isBetween(0.05, 0.95));
        });
    }

    @Test
    void fan_out_is_killed_in_every_round_and_the_second_joins_in_every_other() {
        assertThat(rounds()).allSatisfy(ten -> {
            assertThat(ten).allSatisfy(round -> assertThat(round.kills())
                    .extracting(Kill::victim)
                    .containsAnyOf(Victim.FIRST, Victim.SECOND));
            assertThat(ten).filteredOn(Round::joins).hasSize(5);
        });
    }

    @Test
    void the_same_seed_gives_the_same_rounds() {
        assertThat(Round.draw(10, new Random(7))).isEqualTo(Round.draw(10, new Random(7)));
        assertThat(Round.draw(10, new Random(7))).isNotEqualTo(Round.draw(10, new Random(8)));
    }

    private static Stream<List<Round>> rounds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(100).map(seed -> Round.draw(10, new Random(seed)));
    }
}
