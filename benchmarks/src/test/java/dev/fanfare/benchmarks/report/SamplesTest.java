package dev.fanfare.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void the_99th_percentile_of_a_hundred_is_the_one_before_the_most() {
        Samples samples = new Samples(
                IntStream.rangeClosed(1, 100).mapToObj(n -> (double) (101 - n)).toList());

        assertThat(samples.percentile(0.99)).isEqualTo(99);
        assertThat(samples.percentile(1)).isEqualTo(100);
        assertThat(samples.median()).isEqualTo(50);
    }

    @Test
    void of_few_the_99th_percentile_is_the_most() {
        assertThat(new Samples(List.of(3.0, 1.0, 2.0)).percentile(0.99)).isEqualTo(3);
    }

    @Test
    void five_rounds_in_any_order_have_the_third_as_their_median() {
        Samples rounds = new Samples(List.of(5.0, 1.0, 4.0, 2.0, 3.0));

        assertThat(rounds.median()).isEqualTo(3);
        assertThat(rounds.least()).isEqualTo(1);
        assertThat(rounds.most()).isEqualTo(5);
    }

    @Test
    void nothing_measured_is_no_figure() {
        assertThatThrownBy(() -> new Samples(List.of())).hasMessageContaining("nothing was measured");
    }
}
