package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Whose trouble an answer is, and how long is waited for its end.
class TroubleTest {

    @Test
    void that_it_does_not_know_us_is_a_providers_trouble_and_no_endpoints() {
        Answer unknown = new Answer.Deferred(Category.AUTHENTICATION, "401");
        assertThat(Trouble.of(unknown, false)).contains("401");
        assertThat(Trouble.of(unknown, true)).isEmpty();
    }

    @Test
    void that_it_does_not_answer_is_the_trouble_of_both() {
        Answer late = new Answer.Deferred(Category.TIMEOUT, "late");
        assertThat(Trouble.of(late, false)).contains("late");
        assertThat(Trouble.of(late, true)).contains("late");
    }

    @Test
    void what_waits_for_a_breaker_comes_back_less_and_less_often_but_each_minute() {
        assertThat(waits(0, Duration.ofMillis(10))).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));
        assertThat(waits(3, Duration.ofMillis(10))).isBetween(Duration.ofSeconds(8), Duration.ofMillis(8_800));
        assertThat(waits(500, Duration.ofMillis(10))).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66));
        assertThat(waits(203, 200, Duration.ofMillis(10))).isBetween(Duration.ofSeconds(8), Duration.ofMillis(8_800));
        assertThat(waits(3, Duration.ofMinutes(30))).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(33));
    }

    private static Duration waits(int holds, Duration open) {
        return waits(holds, 0, open);
    }

    private static Duration waits(int holds, int throttles, Duration open) {
        ConsumerRecord<byte[], byte[]> input = new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]);
        RecordHeaders.put(input.headers(), RecordHeaders.HOLDS, String.valueOf(holds));
        RecordHeaders.put(input.headers(), RecordHeaders.THROTTLES, String.valueOf(throttles));
        Attempt attempt = Attempt.of(Deliveries.email("ada"), input);
        return ((NextStep.WaitFor) NotAsked.later(open, "503", attempt)).delay();
    }
}
