package dev.fanfare.standalone.system.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// That a storm can be had again, and that none is left out for long.
class FaultTest {

    @Test
    void the_same_seed_draws_the_same_storm() {
        assertThat(Fault.draw(new Random(7)))
                .isEqualTo(Fault.draw(new Random(7)))
                .isNotEqualTo(Fault.draw(new Random(8)));
    }

    @Test
    void a_storm_has_five_faults_of_different_kinds_in_order() {
        List<Fault> faults = Fault.draw(new Random(7));

        assertThat(faults).extracting(Fault::kind).hasSize(5).doesNotHaveDuplicates();
        assertThat(faults).extracting(Fault::at).isSorted();
    }

    @Test
    void every_kind_comes_in_thirty_storms() {
        assertThat(new Random(7)
                        .longs(30, 0, 1_000_000)
                        .boxed()
                        .flatMap(seed -> Fault.draw(new Random(seed)).stream())
                        .map(Fault::kind)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Kind.values());
    }
}
