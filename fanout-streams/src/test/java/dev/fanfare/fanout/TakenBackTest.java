package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// It is noon and Ada is not to be disturbed until one: what is held and never goes counts for no limit.
class TakenBackTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada").quiet("ada", "11:00", "13:00");

    @Test
    void what_corrects_a_cancelled_one_is_told() {
        fanfare.rule(once()).publish(post(1));
        fanfare.command(CommandKind.CANCEL, post(1)).work();
        fanfare.publish(post(2)).pass(HOUR);
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    @Test
    void what_comes_after_an_expired_one_is_told() {
        fanfare.rule(once().setTtl("PT30M")).publish(post(1)).pass(Duration.ofMinutes(30));
        fanfare.publish(post(2).setExpiresAt(START.plus(HOUR.multipliedBy(2)))).pass(HOUR);
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    @Test
    void what_comes_after_a_muted_one_is_told() {
        fanfare.rule(once()).publish(post(1)).mute("ada", "post").pass(HOUR);
        fanfare.unmute("ada").publish(post(2));
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    @Test
    void a_cap_is_not_used_up_by_mails_that_were_read_of_before() {
        fanfare.rule(inboxThenMail().setCap(new CapRule(1, "PT5H", "skip", Channel.EMAIL)))
                .publish(post(1))
                .inInbox("ada", InboxActionKind.READ, DeliveryId.of(keyOf(post(1)), "ada", Channel.IN_APP, "ada"));
        fanfare.publish(post(2)).pass(HOUR);
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    @Test
    void who_was_told_in_the_inbox_was_told_whatever_becomes_of_the_mail() {
        fanfare.rule(inboxThenMail().setSame(new SameRule("k", "PT5H")))
                .publish(post(1))
                .inInbox("ada", InboxActionKind.READ_ALL, "")
                .publish(post(2));
        assertThat(fanfare.told(Channel.IN_APP)).hasSize(1);
    }

    @Test
    void a_digest_whose_words_cannot_be_made_told_nobody() {
        fanfare.template("broken", "{{#x}}", "t")
                .rule(once().setTemplate("broken")
                        .setDigest(DigestRule.newBuilder().setWindow("PT2H").build()))
                .publish(post(1))
                .pass(HOUR.multipliedBy(2));
        assertThat(fanfare.deadLetters(Channel.EMAIL)).hasSize(1);
        fanfare.rule(once()).publish(post(2));
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    @Test
    void one_of_two_addresses_that_goes_is_enough_to_count() {
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("a@example.org", "b@example.org")));
        fanfare.rule(once()).publish(post(1));
        fanfare.suppress("ada", Channel.EMAIL, "a@example.org").pass(HOUR).work();
        fanfare.publish(post(2));
        assertThat(ids()).containsExactly(keyOf(post(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.org", "b@example.org"})
    void nor_does_it_matter_which_one_where_both_are_overdue(String suppressed) {
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("a@example.org", "b@example.org")));
        fanfare.rule(once()).publish(post(1));
        fanfare.suppress("ada", Channel.EMAIL, suppressed)
                .pass(HOUR.plusMinutes(5))
                .work();
        fanfare.publish(post(2));
        assertThat(ids()).containsExactly(keyOf(post(1)));
    }

    @Test
    void where_none_of_two_addresses_goes_nothing_counts() {
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("a@example.org", "b@example.org")));
        fanfare.rule(once())
                .publish(post(1))
                .command(CommandKind.CANCEL, post(1))
                .work();
        assertThat(fanfare.storedKeys(Retries.STORE)).noneMatch(key -> key.contains("ada\n"));
    }

    @Test
    void what_could_not_be_made_was_not_told() {
        fanfare.rule(once()).template("words", "s", "{{#open}}").pass(HOUR).publish(post(1));
        fanfare.template("words", "s", "t").publish(post(2));
        assertThat(ids()).containsExactly(keyOf(post(2)));
    }

    private List<String> ids() {
        return fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).stream()
                .map(Delivery::getEvent)
                .toList();
    }

    private static Event.Builder post(int n) {
        return event("post").setId("e" + n);
    }

    private static Rule.Builder once() {
        return rule().setSame(new SameRule("k", "PT5H"));
    }

    private static Rule.Builder inboxThenMail() {
        return rule().setChannels(List.of(Channel.IN_APP, Channel.EMAIL))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.IN_APP)),
                        new Step("PT10M", "read", List.of(Channel.EMAIL))));
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setChannels(List.of(Channel.EMAIL)).setRecipients("ada");
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
