package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who was erased is found also by a channel that was stopped for longer than other records are kept.
class ErasuresTopicTest {

    private final Topic erasures = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1)).erasures();

    @Test
    void it_is_kept_for_longer_than_anything_waits_whoever_has_read_it() {
        assertThat(erasures.kept()).isNotInstanceOf(Topic.Kept.UntilWorkedOff.class);
        assertThat(erasures.keeping())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry(
                        "retention.ms", String.valueOf(Duration.ofDays(366).toMillis()))
                .containsEntry("retention.bytes", "-1");
    }

    @Test
    void an_erasure_that_a_later_one_replaced_is_gone_within_a_day() {
        assertThat(erasures.keeping()).containsAllEntriesOf(Topic.COMPACTED_SOON);
    }
}
