package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What waited is looked at once more before it is told.
class RetryEndsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);
    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void what_expired_while_it_waited_ends_expired_behind_its_deferral() {
        Delivery delivery = Delivery.newBuilder(mail.told("ada").value())
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
        Delivery ada = mail.told("ada").value();
        Delivery alan =
                mail.told("alan", "alert", rule -> rule.setMandatory(true)).value();
        assertThat(alan.getMandatory()).isTrue();
        fanfare.defer(ada, 3, fanfare.now().plus(MINUTE))
                .defer(alan, 3, fanfare.now().plus(MINUTE))
                .mute("ada", "email:*")
                .mute("alan", "*");
        assertThat(mail.released(MINUTE.plus(TICK)).key()).isEqualTo("alan");

        assertThat(ends()).containsExactly("ada SKIPPED MUTED attempt 2 of 5");
    }

    @Test
    void who_is_erased_is_cancelled_at_once_and_nobody_else_is() {
        Delivery ada = mail.told("ada").value();
        Delivery alan = mail.told("alan", "other", rule -> rule).value();
        fanfare.defer(ada, 2, fanfare.now().plus(MINUTE))
                .defer(alan, 2, fanfare.now().plus(MINUTE))
                .pass(Duration.ofMillis(1))
                .erase("ada");
        assertThat(ends()).containsExactly("ada CANCELLED UNKNOWN_RECIPIENT attempt 1 of 5");

        fanfare.person("ada").defer(ada, 2, fanfare.now());
        assertThat(mail.released(MINUTE.plus(TICK)).key()).isEqualTo("alan");
    }

    @Test
    void what_is_deferred_behind_an_erasure_is_cancelled_when_it_is_due() {
        Delivery ada = mail.told("ada").value();
        fanfare.erase("ada").defer(ada, 2, fanfare.now()).pass(TICK);

        assertThat(ends()).containsExactly("ada CANCELLED UNKNOWN_RECIPIENT attempt 1 of 5");
    }

    @Test
    void whoever_was_told_once_is_retried_whatever_their_name() {
        Delivery delivery = mail.told("mailto:o'brien@example.org").value();
        fanfare.defer(delivery, 2, fanfare.now());

        assertThat(mail.released(TICK).value()).isEqualTo(delivery);
        assertThat(fanfare.refused()).isEmpty();
    }

    private List<String> ends() {
        return fanfare.outcomes().stream().map(RetryEndsTest::end).toList();
    }

    private static String end(Outcome outcome) {
        State state = outcome.getState();
        Reason reason = outcome.getReason();
        return "%s %s %s attempt %d of %d"
                .formatted(outcome.getRecipient(), state, reason, outcome.getAttempt(), outcome.getMaxAttempts());
    }
}
