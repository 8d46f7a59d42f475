package dev.fanfare.standalone.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.work.WrongUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Before anything is started, what does not fit is told by its name.
class WrongValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fanfare.partitions | abc | must be a whole number, is 'abc'",
                "fanfare.topics.create | maybe | must be true or false, is 'maybe'",
                "fanfare.retention.status | x | must be a duration as 5s, 2m or PT1H, is 'x'",
                "fanfare.retention.status | 4000d | must be 1s to 3650d, is 4000d",
                "fanfare.email.timeout | soon | must be a duration as 5s, 2m or PT1H, is 'soon'",
                "fanfare.email.timeout | 2m | must be 100ms to 1m, is 2m",
                "fanfare.webhook.in-flight | 0 | must be 1 to 10000, is 0",
                "fanfare.webhook.retry.attempts | 101 | must be 1 to 100, is 101",
                "fanfare.email.retry.delays | 31d | must be 0s to 30d, is 31d",
                "fanfare.email.retry.jitter | 2 | must be 0.0 to 1.0, is 2.0",
                "fanfare.redirect.email | nobody | is no mail address",
                "fanfare.email.smtp.from | nobody@@ | is no mail address: 'nobody@@'",
                "fanfare.channels.run | pigeon | must name some of [email, sms, push, webhook, websocket, in-app], has 'pigeon'",
            })
    void is_told_by_its_name_and_what_it_must_be(String name, String value, String words) {
        assertThatThrownBy(() -> check(Map.of(name, value)))
                .isInstanceOf(WrongUsage.class)
                .hasMessageStartingWith(name + ": " + words);
    }

    @Test
    void a_name_that_would_stand_before_all_is_refused() {
        assertThatThrownBy(() -> check(Map.of("FANFARE", "x")))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("FANFARE: is no setting, and stands before all that begin with it; unset it");
    }

    private static void check(Map<String, String> given) {
        CheckSettings.run(StartEnvironment.of(given, Map.of()), List.of("dev.fanfare.channels"));
    }
}
