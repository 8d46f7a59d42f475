package dev.fanfare.schemas.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What becomes of a stream thread that failed.
class ThreadFailuresTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private final ThreadFailures failures = new ThreadFailures("track", InstantSource.fixed(NOW));

    @Test
    void a_missing_offset_stops_the_application() {
        var gone = new NoOffsetForPartitionException(Set.of(new TopicPartition("outcomes", 0)));
        assertThat(failures.mayGoOn(new KafkaException("wrapped", gone))).isFalse();
        assertThat(failures.mayGoOn(new KafkaException("No valid committed offset found for input [outcomes]")))
                .isFalse();
    }

    @Test
    void any_other_failure_replaces_the_thread() {
        failures.stop();
        assertThat(failures.mayGoOn(new KafkaException("broken"))).isTrue();
    }

    @Test
    void the_pause_doubles_while_failures_follow_soon_and_begins_again_later() {
        BackOff one = BackOff.NONE.failed(NOW);
        BackOff two = one.failed(NOW.plusSeconds(1));
        assertThat(one.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(two.delay()).isEqualTo(Duration.ofSeconds(2));
        BackOff many = two;
        for (int n = 0; n < 10; n++) {
            many = many.failed(NOW.plusSeconds(2));
        }
        assertThat(many.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(many.failed(NOW.plusSeconds(600)).delay()).isEqualTo(Duration.ofSeconds(1));
    }
}
