package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {

    @Test
    void the_defaults_are_those_of_the_docs() {
        Retention usual = Retention.DEFAULT;

        assertThat(usual.status()).isEqualTo(Duration.ofDays(7));
        assertThat(usual.delivered()).isEqualTo(Duration.ofDays(7));
        assertThat(usual.failed()).isEqualTo(Duration.ofDays(30));
        assertThat(usual.deadLetters()).isEqualTo(Duration.ofDays(30));
        assertThat(usual.inbox()).isEqualTo(Duration.ofDays(90));
        assertThat(usual.inboxItems()).isEqualTo(500);
        assertThat(usual.events()).isEqualTo(Duration.ofDays(7));
        assertThat(usual.deliveries()).isEqualTo(Duration.ofDays(1));
        assertThat(usual.eventsDlt()).isEqualTo(Duration.ofDays(7));
        assertThat(usual.audit()).isEqualTo(Duration.ofDays(365));
        assertThat(usual.analytics()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void a_time_that_makes_no_sense_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retention(
                        null, null, Duration.ofMillis(999), null, null, null, null, null, null, null, null))
                .withMessage("fanfare.retention.failed: must be 1s to 3650d, is 999ms");
    }

    @Test
    void a_segment_of_what_is_worked_off_ends_when_its_records_may_go() {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));

        assertThat(topics.channel(Channel.EMAIL, Lane.BULK).keeping()).containsEntry("segment.ms", "86400000");
        assertThat(topics.live().keeping()).containsEntry("segment.ms", "3600000");
        assertThat(topics.deadLetters(Channel.EMAIL).keeping())
                .containsOnly(
                        java.util.Map.entry("retention.ms", "2592000000"),
                        java.util.Map.entry("retention.bytes", "-1"),
                        java.util.Map.entry("cleanup.policy", "delete"));
    }
}
