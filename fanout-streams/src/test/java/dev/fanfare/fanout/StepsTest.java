package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// First the inbox, and ten minutes later a mail, unless it was read; or a phone, and another where that is lost.
class StepsTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Recipient.Builder ADA = Recipient.newBuilder()
            .setId("ada")
            .setEmail(List.of("ada@example.org"))
            .setPhone(List.of("+441"))
            .setPush(List.of(new PushAddress("fcm", "token", null, null)));

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person(ADA);

    @Test
    @DisplayName("S2-40 a later step waits for its time and says so")
    void a_later_step_waits_for_its_time_and_says_so() {
        fanfare.rule(inboxThenMail()).publish(post());
        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        ChunkEntry mail = entryOn(Channel.EMAIL);
        assertThat(mail.getState()).isEqualTo(State.HELD);
        assertThat(mail.getReason()).isEqualTo(Reason.STEP);
        assertThat(mail.getHeldUntil()).isEqualTo(START.plus(TEN));
        fanfare.pass(TEN.minusMillis(1));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMillis(11));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    @DisplayName("S2-40 a mail is not sent where the inbox was read in time")
    void a_mail_is_not_sent_where_the_inbox_was_read_in_time() {
        fanfare.rule(inboxThenMail()).publish(post()).pass(Duration.ofMinutes(9));
        fanfare.inInbox("ada", InboxActionKind.READ, idOn(Channel.IN_APP, "ada"));
        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.SKIPPED);
            assertThat(outcome.getReason()).isEqualTo(Reason.READ);
            assertThat(outcome.getDelivery()).isEqualTo(entryOn(Channel.EMAIL).getDelivery());
        });
        fanfare.pass(Duration.ofDays(1));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        assertThat(fanfare.outcomes()).hasSize(1);
    }

    @Test
    void dismissing_it_and_reading_all_count_as_well() {
        fanfare.rule(inboxThenMail()).publish(post()).publish(post().setId("2"));
        fanfare.inInbox("ada", InboxActionKind.DISMISS, idOn(Channel.IN_APP, "ada"));
        assertThat(fanfare.outcomes()).hasSize(1);
        fanfare.inInbox("ada", InboxActionKind.READ_ALL, "");
        assertThat(fanfare.outcomes()).hasSize(2);
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void what_comes_after_all_was_read_is_not_read() {
        Instant read = fanfare.now();
        fanfare.rule(inboxThenMail()).pass(Duration.ofMinutes(1)).publish(post());
        fanfare.inInbox("ada", InboxActionKind.READ_ALL, "", read);
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void reading_something_else_or_by_somebody_else_does_not_count() {
        fanfare.rule(inboxThenMail()).publish(post()).person("alan");
        fanfare.inInbox("alan", InboxActionKind.READ_ALL, "");
        fanfare.inInbox(
                "ada", InboxActionKind.READ, DeliveryId.of(keyOf(post().setId("9")), "ada", Channel.IN_APP, "ada"));
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void an_acknowledgement_of_what_came_before_counts() {
        fanfare.rule(inboxThenMail()).publish(post());
        fanfare.deliveryCommand(heard(idOn(Channel.IN_APP, "ada"), Heard.READ)).pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void who_was_reached_by_phone_gets_no_text_message() {
        fanfare.rule(phoneElseText()).publish(post());
        assertThat(entryOn(Channel.PUSH).getAwaited()).isTrue();
        fanfare.deliveryCommand(heard(entryOn(Channel.PUSH).getDelivery(), Heard.DELIVERED));
        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.SKIPPED);
            assertThat(outcome.getReason()).isEqualTo(Reason.REACHED);
        });
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
    }

    @Test
    void whose_phone_is_lost_gets_the_text_message_at_once() {
        fanfare.rule(phoneElseText()).publish(post()).pass(Duration.ofMinutes(1));
        fanfare.deliveryCommand(heard(entryOn(Channel.PUSH).getDelivery(), Heard.LOST))
                .pass(Duration.ofMillis(20));
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
    }

    @Test
    void whose_phone_says_nothing_gets_it_in_ten_minutes() {
        fanfare.rule(phoneElseText()).publish(post()).pass(TEN);
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
    }

    @Test
    void who_has_no_phone_to_push_to_gets_it_at_once() {
        fanfare.person(ADA.setPush(List.of())).rule(phoneElseText()).publish(post());
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
        ADA.setPush(List.of(new PushAddress("fcm", "token", null, null)));
    }

    @Test
    void a_step_that_comes_into_quiet_hours_waits_for_their_end() {
        fanfare.quiet("ada", "12:05", "13:00")
                .rule(inboxThenMail())
                .publish(post())
                .pass(TEN);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.HELD);
            assertThat(outcome.getReason()).isEqualTo(Reason.QUIET);
        });
        fanfare.inInbox("ada", InboxActionKind.READ_ALL, "").pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    private static Rule.Builder inboxThenMail() {
        return ruleFor("post")
                .setRecipients("ada")
                .setChannels(List.of(Channel.IN_APP, Channel.EMAIL))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.IN_APP)),
                        new Step("PT10M", "read", List.of(Channel.EMAIL))));
    }

    private static Rule.Builder phoneElseText() {
        return ruleFor("post")
                .setRecipients("ada")
                .setChannels(List.of(Channel.PUSH, Channel.SMS))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.PUSH)),
                        new Step("PT10M", "delivered", List.of(Channel.SMS))));
    }

    private static Event.Builder post() {
        return event("post");
    }

    private static String idOn(Channel channel, String address) {
        return DeliveryId.of(keyOf(post()), "ada", channel, address);
    }

    private DeliveryCommand heard(String delivery, Heard heard) {
        return new DeliveryCommand(new DeliveryHeard(delivery, keyOf(post()), "ada", heard, fanfare.now()));
    }

    private ChunkEntry entryOn(Channel channel) {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .filter(entry -> entry.getChannel() == channel)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
