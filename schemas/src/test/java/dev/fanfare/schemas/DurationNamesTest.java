package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationNamesTest {

    @ParameterizedTest
    @CsvSource({"PT168H, 7d", "PT25H, 25h", "PT1M, 1m", "PT90S, 90s", "PT0.1S, 100ms", "PT0S, 0s"})
    void a_duration_is_told_as_a_setting_says_it(Duration time, String said) {
        assertThat(Names.of(time)).isEqualTo(said);
    }
}
