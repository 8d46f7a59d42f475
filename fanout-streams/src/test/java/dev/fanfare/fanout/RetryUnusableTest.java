package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What cannot be used of a retry topic holds up nobody.
class RetryUnusableTest {

    private static final Duration TICK = Duration.ofMillis(20);
    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void what_goes_aside_and_says_which_delivery_it_is_ends_dead() {
        Delivery delivery = mail.told("ada").value();
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
        Delivery delivery = mail.told("ada").value();
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
        mail.released(TICK);

        assertThat(fanfare.refused()).hasSize(5).allSatisfy(aside -> assertThat(
                        RecordHeaders.get(aside.headers(), RecordHeaders.REASON))
                .hasValueSatisfying(why -> assertThat(why).startsWith("unreadable: ")));
    }

    @Test
    void headers_that_make_no_sense_are_taken_for_the_least() {
        Delivery ada = mail.told("ada").value();
        fanfare.defer(ada, Map.of());
        assertThat(RecordHeaders.get(mail.released(TICK).headers(), RecordHeaders.ATTEMPT))
                .contains("2");

        Delivery alan = mail.told("alan", "other", rule -> rule).value();
        fanfare.defer(
                alan,
                Map.of(
                        RecordHeaders.ATTEMPT, "soon",
                        RecordHeaders.NOT_BEFORE, "999999999999999999",
                        RecordHeaders.FIRST_FAILURE, "x".repeat(5_000)));
        fanfare.pass(Duration.ofDays(366).minusSeconds(1));
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        assertThat(RecordHeaders.get(mail.released(Duration.ofSeconds(2)).headers(), RecordHeaders.FIRST_FAILURE))
                .hasValueSatisfying(why -> assertThat(why).hasSize(1_000));
    }

    private static String end(Outcome outcome) {
        State state = outcome.getState();
        Reason reason = outcome.getReason();
        return "%s %s %s attempt %d of %d"
                .formatted(outcome.getRecipient(), state, reason, outcome.getAttempt(), outcome.getMaxAttempts());
    }
}
