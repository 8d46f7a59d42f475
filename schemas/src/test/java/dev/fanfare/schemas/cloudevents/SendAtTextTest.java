package dev.fanfare.schemas.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendAtTextTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            2026-01-31T08:00:00Z          , 2026-01-31T08:00:00Z
            2026-01-31T09:00:00+01:00     , 2026-01-31T08:00:00Z
            2026-01-31t08:00:00.1234z     , 2026-01-31T08:00:00.123Z
            2026-01-31T09:00              , 2026-01-31T09:00
            2026-01-31T09:00:30.5         , 2026-01-31T09:00:30
            2026-02-30T09:00              , none
            2026-02-30T09:00:00Z          , none
            2026-01-31T25:00              , none
            2026-01-31                    , none
            2026-01-31T09:00[Europe/Berlin], none
            nine                          , none
            """)
    void a_time_has_a_zone_or_is_that_of_each_person(String text, @Nullable String read) {
        assertThat(SendAt.parse(text).map(SendAt::text).orElse(null)).isEqualTo(read);
    }
}
