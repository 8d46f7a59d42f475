package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What everybody may read of a failure.
class CommonWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 no such user ada@example.org | 550 no such user …@…",
                "no answer from https://ada:x@hooks.example.org/secret?k=1 in time | no answer from https://hooks.example.org/… in time",
                "+441632960000 is no number | … is no number",
                "HTTP 502: no hook at /secret | HTTP 502",
                "HTTP 301, redirects are not followed: see /secret | HTTP 301, redirects are not followed",
                "no success since then; the last: HTTP 500: /secret | no success since then; the last: HTTP 500",
                "HTTP 400 BadDeviceToken | HTTP 400 BadDeviceToken",
                "21211: not a mobile number | 21211: not a mobile number"
            })
    void what_is_one_deliverys_alone_is_left_out(String said, String shown) {
        assertThat(CommonWords.of(said)).isEqualTo(shown);
    }

    @Test
    void it_stands_on_one_line_and_has_an_end() {
        assertThat(CommonWords.of("421\r\n\ttry\u0000 later")).isEqualTo("421 try later");
        assertThat(CommonWords.of("no ".repeat(1_000))).hasSize(160).endsWith("…");
    }
}
