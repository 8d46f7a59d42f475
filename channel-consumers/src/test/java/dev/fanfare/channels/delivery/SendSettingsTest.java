package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fanfare.channels.delivery.SendSettings.Retry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendSettingsTest {

    @Test
    void nothing_set_is_the_default() {
        assertThat(SendSettings.of("fanfare.email", null, null, null, null)).isEqualTo(SendSettings.DEFAULT);
        assertThat(SendSettings.DEFAULT)
                .isEqualTo(new SendSettings(
                        250, Duration.ofSeconds(5), new RetryPolicy(5, List.of(), Duration.ofSeconds(60), 0.1)));
    }

    @Test
    void what_is_out_of_range_is_named() {
        refused("fanfare.email.in-flight: must be 1 to 10000, is 0", 0, null, null);
        refused("fanfare.email.timeout: must be 100ms to 1m, is 1h", 1, Duration.ofHours(1), null);
        refused("fanfare.email.retry.attempts: must be 1 to 100, is 0", 1, null, new Retry(0, null, null, null));
        refused("fanfare.email.retry.jitter: must be 0.0 to 1.0, is 2.0", 1, null, new Retry(null, null, null, 2.0));
        refused("fanfare.email.retry.backoff: must be", 1, null, new Retry(null, null, Duration.ZERO, null));
        refused(
                "fanfare.email.retry.delays: must be",
                1,
                null,
                new Retry(null, List.of(Duration.ofSeconds(-1)), null, null));
        refused(
                "fanfare.email.retry.backoff: has no meaning beside fanfare.email.retry.delays",
                1,
                null,
                new Retry(null, List.of(Duration.ofSeconds(1)), Duration.ofSeconds(1), null));
    }

    private static void refused(String message, Integer inFlight, Duration timeout, Retry retry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendSettings.of("fanfare.email", inFlight, timeout, retry, null))
                .withMessageContaining(message);
    }
}
