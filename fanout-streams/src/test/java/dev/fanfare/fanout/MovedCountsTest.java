package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// It is noon: what waits and goes at another time than was thought counts for limits when it goes.
class MovedCountsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF = Duration.ofMinutes(30);

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada");

    @Test
    void what_quiet_hours_hold_on_counts_at_their_new_end() {
        fanfare.quiet("ada", "11:00", "13:00").rule(once("PT1H")).publish(post(1));
        fanfare.quiet("ada", "11:00", "15:00").pass(HOUR.multipliedBy(3)).pass(HALF);
        assertThat(mails()).containsExactly(keyOf(post(1)));
        fanfare.publish(post(2));
        assertThat(mails()).isEmpty();
    }

    @Test
    void what_becomes_urgent_counts_now() {
        fanfare.quiet("ada", "11:00", "13:00").rule(once("PT90M")).publish(post(1));
        fanfare.command(new EventCommand(keyOf(post(1)), CommandKind.CHANGE, START, null, Priority.URGENT, null))
                .work();
        assertThat(mails()).containsExactly(keyOf(post(1)));
        fanfare.pass(HOUR).pass(HALF).publish(post(2));
        assertThat(mails()).containsExactly(keyOf(post(2)));
    }

    @Test
    void what_a_pause_kept_counts_when_it_goes() {
        fanfare.quiet("ada", "11:00", "13:00").rule(once("PT1H")).publish(post(1));
        fanfare.command(CommandKind.PAUSE, post(1)).work().pass(HOUR.multipliedBy(3));
        fanfare.command(CommandKind.RESUME, post(1)).work();
        assertThat(mails()).containsExactly(keyOf(post(1)));
        fanfare.pass(HALF).publish(post(2));
        assertThat(mails()).isEmpty();
    }

    @Test
    void what_goes_late_counts_when_it_goes() {
        fanfare.quiet("ada", "11:00", "13:00").rule(once("PT1H")).publish(post(1));
        fanfare.pass(HOUR.multipliedBy(3));
        assertThat(mails()).containsExactly(keyOf(post(1)));
        fanfare.pass(HALF).publish(post(2));
        assertThat(mails()).isEmpty();
    }

    @Test
    void a_substitute_that_goes_sooner_counts_sooner() {
        fanfare.person(Recipient.newBuilder()
                .setId("ada")
                .setPhone(List.of("+441"))
                .setPush(List.of(new PushAddress("fcm", "token", null, null))));
        fanfare.rule(phoneElseText()).publish(post(1));
        String push = DeliveryId.of(keyOf(post(1)), "ada", Channel.PUSH, "fcm:token");
        fanfare.deliveryCommand(
                        new DeliveryCommand(new DeliveryHeard(push, keyOf(post(1)), "ada", Heard.LOST, fanfare.now())))
                .work();
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
        fanfare.pass(HOUR)
                .pass(HALF)
                .rule(ruleFor("post")
                        .setRecipients("ada")
                        .setChannels(List.of(Channel.SMS))
                        .setCap(new CapRule(1, "PT1H", "skip", Channel.SMS)));
        fanfare.publish(post(2));
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
    }

    @Test
    void where_the_first_of_two_ends_the_other_ones_time_counts() {
        fanfare.quiet("ada", "11:00", "13:00")
                .rule(rule().setChannels(List.of(Channel.EMAIL, Channel.SMS))
                        .setSame(new SameRule("k", "PT4H"))
                        .setSteps(List.of(
                                new Step(null, null, List.of(Channel.EMAIL)),
                                new Step("PT3H", "read", List.of(Channel.SMS)))));
        fanfare.person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("a@example.org"))
                        .setPhone(List.of("+441")))
                .publish(post(1))
                .suppress("ada", Channel.EMAIL, "a@example.org")
                .pass(HOUR.multipliedBy(3));
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
        fanfare.pass(HALF).publish(post(2));
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
        fanfare.pass(HOUR.multipliedBy(4));
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
    }

    @Test
    void what_is_cancelled_in_its_digest_was_not_told() {
        fanfare.rule(digested()).publish(post(1));
        fanfare.command(CommandKind.CANCEL, post(1)).work();
        fanfare.publish(post(2)).pass(HOUR);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void what_expires_in_its_digest_was_not_told_either() {
        fanfare.rule(digested().setTtl("PT30M")).publish(post(1)).pass(HOUR);
        fanfare.rule(digested()).publish(post(2)).pass(HOUR);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void what_is_cancelled_in_two_digests_was_not_told() {
        fanfare.rule(digested().setChannels(List.of(Channel.EMAIL, Channel.IN_APP)))
                .publish(post(1));
        fanfare.command(CommandKind.CANCEL, post(1)).work();
        fanfare.publish(post(2)).pass(HOUR);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @Test
    void what_is_cancelled_in_its_digest_and_beside_it_was_not_told() {
        heldAndDigestedFor(HALF);
        fanfare.command(CommandKind.CANCEL, post(2)).work();
        fanfare.publish(of(3, "b")).pass(HOUR);
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada", "ada");
    }

    @Test
    void what_goes_beside_its_digest_was_told_whatever_becomes_of_that() {
        heldAndDigestedFor(HOUR.multipliedBy(2));
        fanfare.pass(HOUR);
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada", "ada");
        fanfare.prefers("ada", List.of("in-app:*"), "").pass(HOUR).pass(HOUR).publish(of(3, "b"));
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
    }

    @Test
    void where_its_digest_ends_the_time_of_what_waits_beside_it_counts() {
        heldAndDigestedFor(HALF);
        fanfare.prefers("ada", List.of("in-app:*"), "11:00-13:00").pass(HALF).pass(HALF);
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada", "ada");
        fanfare.pass(HOUR.multipliedBy(4)).pass(HALF).publish(of(3, "b"));
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
        fanfare.pass(HOUR).publish(of(4, "b"));
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
    }

    /// Quiet hours hold the text messages of two events for an hour; what the inbox has of the second is digested.
    private void heldAndDigestedFor(Duration window) {
        fanfare.quiet("ada", "11:00", "13:00")
                .rule(rule().setChannels(List.of(Channel.IN_APP, Channel.SMS))
                        .setDigest(DigestRule.newBuilder()
                                .setWindow(window.toString())
                                .build())
                        .setSame(new SameRule("{{data.key}}", "PT5H"))
                        .setCap(new CapRule(1, "PT2H", "digest", Channel.IN_APP)));
        fanfare.person(Recipient.newBuilder().setId("ada").setPhone(List.of("+441")))
                .publish(of(1, "a"))
                .publish(of(2, "b"));
    }

    private static Event.Builder of(int n, String key) {
        return post(n).setData("{\"key\":\"" + key + "\"}");
    }

    private List<String> mails() {
        return fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).stream()
                .map(Delivery::getEvent)
                .toList();
    }

    private static Event.Builder post(int n) {
        return event("post").setId("e" + n);
    }

    private static Rule.Builder digested() {
        return once("PT5H").setDigest(DigestRule.newBuilder().setWindow("PT1H").build());
    }

    private static Rule.Builder phoneElseText() {
        return rule().setChannels(List.of(Channel.PUSH, Channel.SMS))
                .setCap(new CapRule(1, "PT1H", "skip", Channel.SMS))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.PUSH)),
                        new Step("PT2H", "delivered", List.of(Channel.SMS))));
    }

    private static Rule.Builder once(String within) {
        return rule().setSame(new SameRule("k", within));
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setChannels(List.of(Channel.EMAIL)).setRecipients("ada");
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
