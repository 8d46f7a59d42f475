package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Kafka keeps every schedule in memory until its time, also those that were cancelled.
class WakeWhenDueTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private int looks;
    private final WakeWhenDue timer = new WakeWhenDue(context, InstantSource.fixed(NOON), () -> looks++);

    @Test
    void nothing_is_scheduled_for_longer_than_a_minute() {
        for (int days = 366; days > 0; days--) {
            timer.by(NOON.plus(Duration.ofDays(days)));
        }
        assertThat(context.scheduledPunctuators())
                .singleElement()
                .extracting(CapturedPunctuator::getInterval)
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("S1-18 what is due within the minute is looked at then and once")
    void what_is_due_within_the_minute_is_looked_at_then_and_once() {
        timer.by(NOON.plus(Duration.ofDays(1)));
        timer.by(NOON.plusSeconds(10));
        timer.by(NOON.plusSeconds(20));
        assertThat(standing()).singleElement().satisfies(timer -> {
            assertThat(timer.getInterval()).isEqualTo(Duration.ofSeconds(10));
            timer.getPunctuator().punctuate(0);
        });
        assertThat(looks).isEqualTo(1);
        assertThat(standing()).isEmpty();
    }

    private List<CapturedPunctuator> standing() {
        return context.scheduledPunctuators().stream()
                .filter(timer -> !timer.cancelled())
                .toList();
    }
}
