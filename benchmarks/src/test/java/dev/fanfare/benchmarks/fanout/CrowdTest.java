package dev.fanfare.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private final Crowd crowd = new Crowd(10_000, "http://127.0.0.1:9", "whsec_c2VjcmV0");

    @Test
    void a_tenth_has_muted_and_a_twentieth_has_no_address() {
        assertThat(people().filter(Crowd::isMuted)).hasSize(1_000);
        assertThat(people().filter(n -> !Crowd.hasAddress(n))).hasSize(500);
        assertThat(crowd.told()).isEqualTo(8_500);
    }

    @Test
    void the_lines_say_what_was_counted() {
        assertThat(people().mapToObj(crowd::line).filter(line -> line.contains("\"mute\"")))
                .hasSize(1_000);
        assertThat(people().mapToObj(crowd::line).filter(line -> !line.contains("\"email\"")))
                .hasSize(500);
        assertThat(people().mapToObj(crowd::line).filter(line -> line.contains("\"webhook\"")))
                .hasSize(100);
    }

    @Test
    void the_three_locales_are_equally_many() {
        assertThat(people().mapToObj(crowd::line).filter(line -> line.contains("\"locale\":\"fr\"")))
                .hasSize(3_333);
    }

    private IntStream people() {
        return IntStream.range(0, crowd.size());
    }
}
