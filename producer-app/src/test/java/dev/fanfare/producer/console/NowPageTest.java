package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NowPageTest {

    @ParameterizedTest
    @CsvSource({"0, 0, –", "10, 0, 0 %", "1000000, 1, under 0.01 %", "9999, 1, 0.01 %", "1, 1, 50.00 %"})
    void a_few_that_fail_among_very_many_are_not_none(long delivered, long dead, String shown) {
        assertThat(NowPage.percent(delivered, dead)).isEqualTo(shown);
    }
}
