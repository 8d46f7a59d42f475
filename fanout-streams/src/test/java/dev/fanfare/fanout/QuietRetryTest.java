package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// It is noon; Ada is not to be disturbed from five past twelve until one, and her mail is tried again at ten past.
class QuietRetryTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Instant ONE = START.plus(Duration.ofHours(1));

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada").quiet("ada", "12:05", "13:00");

    @Test
    void a_retry_waits_for_the_end_of_quiet_hours() {
        deferred(rule());
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
            assertThat(outcome.getReason()).isEqualTo(Reason.QUIET);
            assertThat(outcome.getAttempt()).isEqualTo(1);
            assertThat(outcome.getNextAttemptAt()).isEqualTo(ONE);
        });
        fanfare.pass(TEN.multipliedBy(5));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        assertThat(fanfare.outcomes()).hasSize(1);
    }

    @Test
    void where_the_rule_drops_it_is_dropped() {
        deferred(rule().setQuiet("drop"));
        fanfare.pass(TEN);
        assertThat(fanfare.outcomes())
                .extracting(Outcome::getState, Outcome::getReason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(State.SKIPPED, Reason.QUIET));
    }

    @Test
    void what_passes_quiet_hours_passes_them_as_a_retry() {
        deferred(rule().setMandatory(true));
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void a_digest_is_tried_again_behind_them_as_well() {
        fanfare.rule(rule().setDigest(DigestRule.newBuilder().setWindow("PT1M").build()))
                .publish(event("post"))
                .pass(Duration.ofMinutes(1));
        defer(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).getFirst());
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(TEN.multipliedBy(5));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void what_is_replayed_is_told_now() {
        Delivery delivery = told(rule());
        delivery.setReplay(1);
        defer(delivery);
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void what_they_hold_goes_when_its_event_is_made_urgent() {
        fanfare.quiet("ada", "11:00", "13:00").rule(rule()).publish(event("post"));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        String key = FanoutScenario.keyOf(event("post"));
        fanfare.command(new EventCommand(key, CommandKind.CHANGE, START, null, Priority.URGENT, null))
                .work();
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void a_retry_that_they_put_off_goes_when_its_event_is_made_urgent() {
        deferred(rule());
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        makeUrgent();
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void a_retry_that_its_channel_wants_later_waits_for_that_also_where_its_event_is_made_urgent() {
        deferred(rule());
        makeUrgent();
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    private void makeUrgent() {
        String key = FanoutScenario.keyOf(event("post"));
        fanfare.command(new EventCommand(key, CommandKind.CHANGE, START, null, Priority.URGENT, null))
                .work();
    }

    private void deferred(Rule.Builder rule) {
        defer(told(rule));
    }

    private Delivery told(Rule.Builder rule) {
        fanfare.rule(rule).publish(event("post"));
        return fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).getFirst();
    }

    private void defer(Delivery delivery) {
        fanfare.defer(delivery, 2, START.plus(TEN));
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setRecipients("ada").setChannels(List.of(Channel.EMAIL));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
