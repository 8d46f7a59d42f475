package dev.fanfare.channels.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, PT0S",
                "'', PT0S",
                "0, PT0S",
                "120, PT2M",
                "' 30 ', PT30S",
                "86400, PT24H",
                "604800, PT168H",
                "999999999, PT8784H",
                "999999999999999999, PT8784H",
                "9223372036854775807, PT8784H",
                "99999999999999999999, PT8784H",
                "0000000000000000000030, PT30S",
                "-5, PT0S",
                "soon, PT0S",
                "1.5, PT0S",
                "'Sun, 22 Nov 2026 12:00:42 GMT', PT42S",
                "'Sun, 22 Nov 2026 11:00:00 GMT', PT0S",
                "'Sun, 22 Nov 2099 12:00:00 GMT', PT8784H",
                "'Sunday, 22-Nov-26 12:00:42 GMT', PT42S",
                "'Sunday, 22-Nov-94 12:00:42 GMT', PT0S",
                "'Thursday, 22-Nov-75 12:00:42 GMT', PT8784H",
                "'Sun Nov 22 12:00:42 2026', PT42S",
                "'Wed Dec  2 12:00:00 2026', PT240H",
                "'Sun Nov 99 12:00:42 2026', PT0S",
                "'Sun, 99 Nov 2026 12:00:42 GMT', PT0S"
            })
    void seconds_or_a_date_never_shortened_within_a_year(String header, Duration wait) {
        assertThat(RetryAfter.of(header, Instant.parse("2026-11-22T12:00:00Z"))).isEqualTo(wait);
    }
}
