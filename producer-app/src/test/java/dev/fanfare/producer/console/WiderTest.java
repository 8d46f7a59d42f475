package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiderTest {

    @ParameterizedTest(name = "{0}: {2} on ''{1}'' is off by ''{3}''")
    @CsvSource(nullValues = "-", textBlock = """
                    news.*,       '',     news.local, news.*
                    news.*,       '',     newsletter, ''
                    news.*,       '',     news,       ''
                    news.local,   '',     news.local, ''
                    *,            '',     anything,   *
                    email:*,      '',     anything,   ''
                    email:*,      email:, anything,   email:*
                    email:news.*, email:, news.local, email:news.*
                    sms:*,        email:, anything,   ''
                    """)
    void what_names_more_than_one_type_is_told_from_what_names_this_one(
            String mute, String on, String type, String wider) {
        assertThat(new Wider(List.of("else.where", mute)).of(on, type)).isEqualTo(wider);
    }
}
