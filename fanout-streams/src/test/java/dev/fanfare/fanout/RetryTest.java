package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a channel deferred, until it is due.
class RetryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);

    private final FanoutScenario fanfare = new FanoutScenario();

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

    /// When each attempt came to its lane, to the second, with a channel that defers each but the last.
    private List<Duration> climb(Map<Integer, Duration> waitBefore) {
        TestRecord<String, Delivery> first = told("ada");
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

    @Test
    void it_goes_on_as_it_was_rendered_with_its_headers() {
        Delivery delivery = told("ada").value();
        fanfare.defer(delivery, 3, fanfare.now().plus(MINUTE))
                .pass(MINUTE.minusMillis(1))
                .template("words", "other", "words");
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();

        TestRecord<String, Delivery> released = released(TICK);
        assertThat(released.value()).isEqualTo(delivery);
        assertThat(released.key()).isEqualTo("ada");
        Headers headers = released.headers();
        assertThat(RecordHeaders.get(headers, RecordHeaders.ATTEMPT)).contains("3");
        assertThat(RecordHeaders.get(headers, RecordHeaders.FIRST_FAILURE)).contains("503 at first");
        assertThat(RecordHeaders.get(headers, RecordHeaders.TRACEPARENT)).contains(FanoutScenario.TRACE);
        assertThat(RecordHeaders.get(headers, RecordHeaders.NOT_BEFORE)).isEmpty();
        assertThat(fanfare.outcomes()).isEmpty();
    }

    @Test
    void a_repeat_before_its_time_replaces_and_one_behind_it_changes_nothing() {
        Delivery delivery = told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now().plus(MINUTE))
                .defer(delivery, 2, fanfare.now().plus(MINUTE.plusSeconds(3)))
                .pass(MINUTE);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        released(Duration.ofSeconds(3));

        fanfare.defer(delivery, 2, fanfare.now()).pass(Duration.ofHours(12));
        fanfare.defer(delivery, 2, fanfare.now()).pass(TICK).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();

        fanfare.defer(delivery, 3, fanfare.now());
        released(TICK);
    }

    @Test
    void an_older_attempt_does_not_replace_a_newer_one_and_a_replay_begins_anew() {
        Delivery delivery = told("ada").value();
        fanfare.defer(delivery, 4, fanfare.now().plus(MINUTE)).defer(delivery, 3, fanfare.now());
        assertThat(fanfare.pass(TICK).records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        released(MINUTE);

        fanfare.defer(Delivery.newBuilder(delivery).setReplay(1).build(), 2, fanfare.now());
        assertThat(released(TICK).value().getReplay()).isEqualTo(1);
    }

    /// With a short `fanfare.retention.status` this may be on the same day.
    @Test
    void an_event_that_is_told_once_more_is_retried_from_the_beginning() {
        Delivery delivery = told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now().plus(MINUTE));
        released(MINUTE);

        Delivery again =
                Delivery.newBuilder(delivery).setAcceptedAt(fanfare.now()).build();
        fanfare.defer(again, 2, fanfare.now().plus(MINUTE));

        assertThat(released(MINUTE).value().getAcceptedAt()).isEqualTo(again.getAcceptedAt());
    }

    @Test
    void what_left_is_forgotten_after_a_day() {
        Delivery delivery = told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now());
        released(TICK);

        fanfare.pass(Duration.ofDays(1).plusMinutes(1)).pass(TICK);
        assertThat(fanfare.storeSize("retries")).isZero();
    }

    @Test
    void what_expired_while_it_waited_ends_expired_behind_its_deferral() {
        Delivery delivery = Delivery.newBuilder(told("ada").value())
                .setExpiresAt(fanfare.now().plusSeconds(30))
                .build();
        fanfare.defer(delivery, 2, fanfare.now().plus(MINUTE)).pass(MINUTE).pass(TICK);

        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        assertThat(ends()).containsExactly("ada EXPIRED EXPIRED attempt 1 of 5");
        assertThat(fanfare.outcomes()).singleElement().satisfies(end -> assertThat(end.getAcceptedAt())
                .isEqualTo(delivery.getAcceptedAt()));
    }

    @Test
    void who_muted_it_meanwhile_is_told_no_more_unless_it_is_mandatory() {
        Delivery ada = told("ada").value();
        Delivery alan = told("alan", "alert", rule -> rule.setMandatory(true)).value();
        assertThat(alan.getMandatory()).isTrue();
        fanfare.defer(ada, 3, fanfare.now().plus(MINUTE))
                .defer(alan, 3, fanfare.now().plus(MINUTE))
                .mute("ada", "email:*")
                .mute("alan", "*");
        assertThat(released(MINUTE.plus(TICK)).key()).isEqualTo("alan");

        assertThat(ends()).containsExactly("ada SKIPPED MUTED attempt 2 of 5");
    }

    @Test
    void who_is_erased_is_cancelled_at_once_and_nobody_else_is() {
        Delivery ada = told("ada").value();
        Delivery alan = told("alan", "other", rule -> rule).value();
        fanfare.defer(ada, 2, fanfare.now().plus(MINUTE))
                .defer(alan, 2, fanfare.now().plus(MINUTE))
                .erase("ada");
        assertThat(ends()).containsExactly("ada CANCELLED UNKNOWN_RECIPIENT attempt 1 of 5");

        fanfare.person("ada").defer(ada, 2, fanfare.now());
        assertThat(released(MINUTE.plus(TICK)).key()).isEqualTo("alan");
    }

    @Test
    void what_is_deferred_behind_an_erasure_is_cancelled_when_it_is_due() {
        Delivery ada = told("ada").value();
        fanfare.erase("ada").defer(ada, 2, fanfare.now()).pass(TICK);

        assertThat(ends()).containsExactly("ada CANCELLED UNKNOWN_RECIPIENT attempt 1 of 5");
    }

    @Test
    void whoever_was_told_once_is_retried_whatever_their_name() {
        Delivery delivery = told("mailto:o'brien@example.org").value();
        fanfare.defer(delivery, 2, fanfare.now());

        assertThat(released(TICK).value()).isEqualTo(delivery);
        assertThat(fanfare.refused()).isEmpty();
    }

    @Test
    void what_goes_aside_and_says_which_delivery_it_is_ends_dead() {
        Delivery delivery = told("ada").value();
        fanfare.raw(fanfare.topics.retry(Channel.WEBHOOK), "ada", fanfare.encoded(delivery))
                .defer(
                        Delivery.newBuilder(delivery)
                                .setRecipient("x".repeat(5_000))
                                .build(),
                        3,
                        fanfare.now())
                .defer(
                        Delivery.newBuilder(delivery)
                                .setBody("x".repeat(1_000_000))
                                .build(),
                        4,
                        fanfare.now())
                .defer(Delivery.newBuilder(delivery).setId("no id").build(), 2, fanfare.now());

        assertThat(fanfare.refused()).hasSize(4);
        assertThat(fanfare.outcomes())
                .allSatisfy(end -> assertThat(end.getDelivery()).isEqualTo(delivery.getId()))
                .allSatisfy(end -> assertThat(end.getState()).isEqualTo(State.DEAD))
                .extracting(Outcome::getReason)
                .containsExactly(Reason.UNREADABLE, Reason.UNREADABLE, Reason.TOO_LARGE);
    }

    @Test
    void what_cannot_be_read_goes_aside_with_the_reason_and_holds_up_nobody() {
        Delivery delivery = told("ada").value();
        fanfare.raw(fanfare.topics.retry(Channel.EMAIL), "ada", new byte[] {7, 7, 7})
                .raw(fanfare.topics.retry(Channel.EMAIL), "ada", null)
                .defer(Delivery.newBuilder(delivery).setId("no id").build(), 2, fanfare.now())
                .defer(
                        Delivery.newBuilder(delivery)
                                .setRecipient("x".repeat(1_001))
                                .build(),
                        2,
                        fanfare.now())
                .raw(fanfare.topics.retry(Channel.WEBHOOK), "ada", fanfare.encoded(delivery))
                .defer(delivery, 2, fanfare.now());
        released(TICK);

        assertThat(fanfare.refused()).hasSize(5).allSatisfy(aside -> assertThat(
                        RecordHeaders.get(aside.headers(), RecordHeaders.REASON))
                .hasValueSatisfying(why -> assertThat(why).startsWith("unreadable: ")));
    }

    @Test
    void headers_that_make_no_sense_are_taken_for_the_least() {
        Delivery ada = told("ada").value();
        fanfare.defer(ada, Map.of());
        assertThat(RecordHeaders.get(released(TICK).headers(), RecordHeaders.ATTEMPT))
                .contains("2");

        Delivery alan = told("alan", "other", rule -> rule).value();
        fanfare.defer(
                alan,
                Map.of(
                        RecordHeaders.ATTEMPT, "soon",
                        RecordHeaders.NOT_BEFORE, "999999999999999999",
                        RecordHeaders.FIRST_FAILURE, "x".repeat(5_000)));
        fanfare.pass(Duration.ofDays(366).minusSeconds(1));
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        assertThat(RecordHeaders.get(released(Duration.ofSeconds(2)).headers(), RecordHeaders.FIRST_FAILURE))
                .hasValueSatisfying(why -> assertThat(why).hasSize(1_000));
    }

    @Test
    void after_a_long_stop_the_longest_due_goes_first_and_a_tick_hands_over_only_so_much() {
        Delivery delivery = told("ada").value();
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

        fanfare.pass(TICK).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).hasSize(150);
    }

    private TestRecord<String, Delivery> released(Duration after) {
        List<TestRecord<String, Delivery>> came = fanfare.pass(after).pass(TICK).records(Channel.EMAIL, Lane.STANDARD);
        assertThat(came).hasSize(1);
        return came.getFirst();
    }

    private TestRecord<String, Delivery> told(String recipient) {
        return told(recipient, "post", rule -> rule);
    }

    private TestRecord<String, Delivery> told(
            String recipient, String type, java.util.function.UnaryOperator<Rule.Builder> change) {
        fanfare.rule(change.apply(
                        ruleFor(type).setChannels(List.of(Channel.EMAIL)).setRecipients(recipient)))
                .template("words", "Hello", "{{recipient.id}}")
                .person(recipient)
                .publish(event(type).setId(recipient));
        List<TestRecord<String, Delivery>> told = fanfare.records(Channel.EMAIL, Lane.STANDARD);
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private List<String> ends() {
        return fanfare.outcomes().stream().map(RetryTest::end).toList();
    }

    private static String end(Outcome outcome) {
        State state = outcome.getState();
        Reason reason = outcome.getReason();
        return "%s %s %s attempt %d of %d"
                .formatted(outcome.getRecipient(), state, reason, outcome.getAttempt(), outcome.getMaxAttempts());
    }
}
