package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.Recipient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Addresses that bounced, complained or opted out, and tokens that are dead, are told nothing more.
class SuppressionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);

    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);
    private int events;

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void a_suppressed_address_is_skipped_and_the_others_are_told() {
        start(Channel.EMAIL);
        fanfare.person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("old@example.org", "new@example.org"))
                        .setAudiences(List.of("all")))
                .person("alan", "all")
                .suppress("ada", Channel.EMAIL, "old@example.org");

        assertThat(told(Channel.EMAIL)).containsExactlyInAnyOrder("new@example.org", "alan@example.org");
        assertThat(reasons()).contains("ada EMAIL SKIPPED SUPPRESSED");

        fanfare.lift("ada", Channel.EMAIL, "old@example.org");
        assertThat(told(Channel.EMAIL))
                .containsExactlyInAnyOrder("old@example.org", "new@example.org", "alan@example.org");
    }

    @Test
    void it_holds_for_addresses_without_a_profile_and_behind_a_new_profile() {
        start(Channel.EMAIL);
        fanfare.suppress("ada", Channel.EMAIL, "ada@example.org")
                .person("ada", "all")
                .person("alan", "all");

        assertThat(told(Channel.EMAIL)).containsExactly("alan@example.org");

        fanfare.erase("ada").person("ada", "all");
        assertThat(told(Channel.EMAIL))
                .as("whoever has the id now is another person")
                .containsExactlyInAnyOrder("ada@example.org", "alan@example.org");
    }

    @Test
    void two_unsubscriptions_at_once_both_hold_and_leave_what_was_chosen_before() {
        start(Channel.EMAIL);
        fanfare.rule(ruleFor("offers").setAudiences(List.of("all")).setChannels(List.of(Channel.EMAIL)));
        fanfare.person("ada", "all").person("alan", "all").mute("ada", "marketing.*");
        fanfare.unsubscribe("ada", "news").unsubscribe("ada", "offers").unsubscribe("ada", "news");

        assertThat(told(Channel.EMAIL)).containsExactly("alan@example.org");
        fanfare.publish(event("offers").setId("offer"));
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD))
                .extracting(record -> record.value().getRecipient())
                .containsExactly("alan");

        fanfare.mute("ada", "marketing.*");
        assertThat(told(Channel.EMAIL))
                .as("the person has chosen since")
                .containsExactlyInAnyOrder("ada@example.org", "alan@example.org");
    }

    @Test
    void a_retry_for_a_suppressed_address_is_not_told() {
        Delivery ada = mail.told("ada").value();
        Delivery alan = mail.told("alan", "other", rule -> rule).value();
        fanfare.defer(ada, 2, fanfare.now().plus(MINUTE))
                .defer(alan, 2, fanfare.now().plus(MINUTE))
                .suppress("ada", Channel.EMAIL, ada.getAddress())
                .suppress("alan", Channel.EMAIL, "another@example.org");

        assertThat(mail.released(MINUTE.plus(TICK)).key()).isEqualTo("alan");
        assertThat(fanfare.outcomes())
                .extracting(end -> end.getRecipient() + " " + end.getState() + " " + end.getReason())
                .containsExactly("ada SKIPPED SUPPRESSED");
    }

    @Test
    void a_dead_token_comes_back_only_when_it_is_registered_later() {
        start(Channel.PUSH);
        fanfare.person(phone("ada", "one", "two")).suppress("ada", Channel.PUSH, "fcm:one");
        assertThat(told(Channel.PUSH)).containsExactly("fcm:two");

        fanfare.person(phone("ada", "one", "two"));
        assertThat(told(Channel.PUSH)).as("an import is no registration").containsExactly("fcm:two");

        fanfare.pass(MINUTE).register("ada", "one", false);
        assertThat(told(Channel.PUSH)).containsExactlyInAnyOrder("fcm:one", "fcm:two");

        fanfare.pass(MINUTE).suppress("ada", Channel.PUSH, "fcm:one");
        assertThat(told(Channel.PUSH)).containsExactly("fcm:two");
    }

    @Test
    void a_phone_registers_and_leaves() {
        start(Channel.PUSH);
        fanfare.person(phone("ada", "one")).register("ada", "two", false);
        assertThat(told(Channel.PUSH)).containsExactlyInAnyOrder("fcm:one", "fcm:two");

        fanfare.register("ada", "one", true).register("ada", "two", true);
        assertThat(told(Channel.PUSH)).isEmpty();
        assertThat(reasons()).contains("ada PUSH SKIPPED NO_ADDRESS");

        fanfare.register("ada", "two", false);
        assertThat(told(Channel.PUSH)).containsExactly("fcm:two");
    }

    private void start(Channel channel) {
        fanfare.template("words", "Hello", "Text");
        fanfare.rule(ruleFor("news").setAudiences(List.of("all")).setChannels(List.of(channel)));
    }

    private static Recipient.Builder phone(String id, String... tokens) {
        return Recipient.newBuilder()
                .setId(id)
                .setAudiences(List.of("all"))
                .setPush(List.of(tokens).stream()
                        .map(token -> new PushAddress("fcm", token, null, null))
                        .toList());
    }

    private List<String> told(Channel channel) {
        fanfare.publish(event("news").setId("event-" + events++));
        return fanfare.records(channel, Lane.STANDARD).stream()
                .map(record -> record.value().getAddress())
                .toList();
    }

    private List<String> reasons() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .map(entry -> entry.getRecipient() + " " + entry.getChannel() + " " + entry.getState() + " "
                        + entry.getReason())
                .toList();
    }
}
