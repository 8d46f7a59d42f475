package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a channel deferred comes back when it is due.
class RetryLadderTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration OVERDUE_TICK = Duration.ofMillis(50);
    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S1-33 attempts at 0, 2, 6, 14 and 30 minutes, by the due queue")
    void the_old_ladder() {
        Map<Integer, Duration> waits = Map.of(
                2, Duration.ofMinutes(2),
                3, Duration.ofMinutes(4),
                4, Duration.ofMinutes(8),
                5, Duration.ofMinutes(16));
        assertThat(climb(waits))
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(6),
                        Duration.ofMinutes(14),
                        Duration.ofMinutes(30));
    }

    @Test
    @DisplayName("S3-05 waits of 5 s, 25 s and 125 s, by the due queue")
    void a_ladder_by_factor_five() {
        Map<Integer, Duration> waits = Map.of(
                2, Duration.ofSeconds(5),
                3, Duration.ofSeconds(25),
                4, Duration.ofSeconds(125));
        assertThat(climb(waits))
                .containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(155));
    }

    @Test
    void what_was_throttled_comes_back_with_how_often() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(
                delivery,
                Map.of(
                        RecordHeaders.ATTEMPT,
                        "1",
                        RecordHeaders.HOLDS,
                        "5",
                        RecordHeaders.THROTTLES,
                        "3",
                        RecordHeaders.NOT_BEFORE,
                        String.valueOf(fanfare.now().plusSeconds(3).toEpochMilli())));
        fanfare.pass(Duration.ofSeconds(4));

        assertThat(fanfare.headers(Channel.EMAIL, Lane.STANDARD))
                .singleElement()
                .satisfies(headers -> {
                    assertThat(RecordHeaders.number(headers, RecordHeaders.HOLDS, 0))
                            .isEqualTo(5);
                    assertThat(RecordHeaders.number(headers, RecordHeaders.THROTTLES, 0))
                            .isEqualTo(3);
                });
    }

    @Test
    void after_a_long_stop_the_longest_due_goes_first_and_a_tick_hands_over_only_so_much() {
        Delivery delivery = mail.told("ada").value();
        for (int n = 0; n < 250; n++) {
            String id = dev.fanfare.schemas.DeliveryId.of(
                    delivery.getEvent(), "ada", Channel.EMAIL, "a" + n + "@example.org");
            fanfare.defer(
                    Delivery.newBuilder(delivery).setId(id).build(),
                    2,
                    fanfare.now().plus(MINUTE).minusMillis(n));
        }
        fanfare.pass(Duration.ofHours(5));
        List<TestRecord<String, Delivery>> first = fanfare.records(Channel.EMAIL, Lane.STANDARD);
        assertThat(first).hasSize(100);
        assertThat(first.getFirst().value().getId())
                .isEqualTo(dev.fanfare.schemas.DeliveryId.of(
                        delivery.getEvent(), "ada", Channel.EMAIL, "a249@example.org"));

        fanfare.pass(OVERDUE_TICK).pass(OVERDUE_TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).hasSize(150);
    }

    /// When each attempt came to its lane, to the second, with a channel that defers each but the last.
    private List<Duration> climb(Map<Integer, Duration> waitBefore) {
        TestRecord<String, Delivery> first = mail.told("ada");
        Instant begin = fanfare.now();
        List<Duration> attempts = new ArrayList<>(List.of(Duration.ZERO));
        TestRecord<String, Delivery> last = first;
        for (int attempt = 2; waitBefore.containsKey(attempt); attempt++) {
            fanfare.defer(last.value(), attempt, fanfare.now().plus(waitBefore.get(attempt)));
            last = next();
            assertThat(last.value()).isEqualTo(first.value());
            assertThat(RecordHeaders.number(last.headers(), RecordHeaders.ATTEMPT, 0))
                    .isEqualTo(attempt);
            attempts.add(Duration.between(begin, fanfare.now()));
        }
        return attempts;
    }

    /// Steps through time, a second at a time, until something comes to the lane.
    private TestRecord<String, Delivery> next() {
        for (int second = 0; second < 7_200; second++) {
            fanfare.pass(Duration.ofSeconds(1));
            List<TestRecord<String, Delivery>> came = fanfare.records(Channel.EMAIL, Lane.STANDARD);
            if (!came.isEmpty()) {
                assertThat(came).hasSize(1);
                return came.getFirst();
            }
        }
        throw new AssertionError("nothing came in two hours");
    }
}
