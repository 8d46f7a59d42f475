package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// It is noon, and Ada does not want to be disturbed until one.
class QuietHoursTest {

    private static final Instant ONE = START.plus(Duration.ofHours(1));

    private final FanoutScenario fanfare = new FanoutScenario()
            .template("words", "s", "t")
            .person("ada")
            .person("alan")
            .quiet("ada", "11:00", "13:00");

    @Test
    void what_comes_in_quiet_hours_is_told_when_they_end_and_once() {
        fanfare.rule(rule()).publish(post());
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        ChunkEntry entry = entryOf("ada");
        assertThat(entry.getState()).isEqualTo(State.HELD);
        assertThat(entry.getReason()).isEqualTo(Reason.QUIET);
        assertThat(entry.getHeldUntil()).isEqualTo(ONE);

        fanfare.pass(Duration.ofMinutes(59));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMinutes(1));
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.value().getRecipient()).isEqualTo("ada");
                    assertThat(told.value().getId()).isEqualTo(entry.getDelivery());
                    assertThat(RecordHeaders.number(told.headers(), RecordHeaders.ATTEMPT, 0))
                            .isEqualTo(1);
                    assertThat(RecordHeaders.number(told.headers(), RecordHeaders.HOLDS, 0))
                            .isEqualTo(1);
                });
        Outcome queued = only(fanfare.outcomes());
        assertThat(queued.getDelivery()).isEqualTo(entry.getDelivery());
        assertThat(queued.getState()).isEqualTo(State.QUEUED);
        assertThat(queued.getHolds()).isEqualTo(1);
        assertThat(queued.getAttempt()).isZero();
        fanfare.pass(Duration.ofDays(2));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void the_inbox_and_who_is_looking_wait_for_nothing() {
        fanfare.rule(rule().setChannels(List.of(Channel.IN_APP, Channel.WEBSOCKET)))
                .publish(post());
        assertThat(fanfare.told(Channel.IN_APP)).containsExactlyInAnyOrder("ada", "alan");
        assertThat(fanfare.told(Channel.WEBSOCKET)).containsExactlyInAnyOrder("ada", "alan");
    }

    @Test
    void urgent_and_mandatory_pass() {
        fanfare.rule(rule().setPriority(Priority.URGENT)).publish(post());
        fanfare.rule(rule().setMandatory(true).setType("law"))
                .publish(event("law").setId("2"));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactlyInAnyOrder("ada", "alan", "ada", "alan");
    }

    @Test
    void a_rule_may_drop_instead() {
        fanfare.rule(rule().setQuiet("drop")).publish(post());
        assertThat(entryOf("ada").getState()).isEqualTo(State.SKIPPED);
        assertThat(entryOf("ada").getReason()).isEqualTo(Reason.QUIET);
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
    }

    @Test
    void what_is_worth_telling_no_longer_has_expired_when_it_expires() {
        fanfare.rule(rule().setTtl("PT30M")).publish(post());
        assertThat(entryOf("ada").getHeldUntil()).isEqualTo(ONE);
        fanfare.pass(Duration.ofMinutes(30));
        assertThat(only(fanfare.outcomes()).getState()).isEqualTo(State.EXPIRED);
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        assertThat(fanfare.outcomes()).hasSize(1);
    }

    @Test
    void an_expiry_that_is_put_off_in_the_last_moment_brings_nothing_forward() {
        for (int n = 0; n < 250; n++) {
            fanfare.person("p" + n).quiet("p" + n, "11:00", "13:00").member("p" + n, "many");
        }
        fanfare.rule(rule().setRecipients("").setAudiences(List.of("many")).setTtl("PT30M"))
                .publish(post())
                .untilExpanded();
        fanfare.pass(Duration.between(
                fanfare.now(), START.plus(Duration.ofMinutes(30)).minusMillis(1)));
        Instant later = START.plus(Duration.ofHours(4));
        fanfare.command(new EventCommand(keyOf(post()), CommandKind.CHANGE, fanfare.now(), later, null, null))
                .pass(Duration.ofMillis(11))
                .work();
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofHours(1)).work();
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(250);
    }

    @Test
    void what_is_cancelled_while_it_is_held_is_told_to_nobody() {
        fanfare.rule(rule()).publish(post()).command(CommandKind.CANCEL, post()).work();
        assertThat(only(fanfare.outcomes()).getState()).isEqualTo(State.CANCELLED);
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
    }

    @Test
    void a_pause_that_ends_in_quiet_hours_leaves_it_held() {
        fanfare.rule(rule()).publish(post()).command(CommandKind.PAUSE, post()).work();
        fanfare.command(CommandKind.RESUME, post()).work();
        assertThat(fanfare.outcomes()).isEmpty();
        fanfare.pass(Duration.ofHours(1));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan", "ada");
    }

    @Test
    void a_pause_that_outlasts_quiet_hours_holds_it_until_its_own_end() {
        fanfare.rule(rule()).publish(post()).command(CommandKind.PAUSE, post()).work();
        fanfare.pass(Duration.ofMinutes(90));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        fanfare.command(CommandKind.RESUME, post()).work();
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void who_mutes_it_meanwhile_is_not_told() {
        fanfare.rule(rule()).publish(post()).mute("ada", "post").pass(Duration.ofHours(1));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        assertThat(only(fanfare.outcomes()).getReason()).isEqualTo(Reason.MUTED);
    }

    @Test
    void who_moves_meanwhile_is_told_at_the_new_address() {
        fanfare.rule(rule()).publish(post()).person(at("ada@new.example.org"));
        fanfare.pass(Duration.ofHours(1));
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getAddress)
                .containsExactlyInAnyOrder("alan@example.org", "ada@new.example.org");
    }

    @Test
    void an_address_that_goes_brings_nobody_the_same_twice() {
        fanfare.person(at("a@example.org", "b@example.org")).rule(rule()).publish(post());
        fanfare.person(at("b@example.org"));
        fanfare.pass(Duration.ofHours(1)).work();
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getAddress)
                .containsExactlyInAnyOrder("alan@example.org", "b@example.org");
        assertThat(fanfare.outcomes())
                .extracting(Outcome::getState)
                .containsExactlyInAnyOrder(State.QUEUED, State.SKIPPED);
    }

    @Test
    void an_address_that_is_suppressed_meanwhile_is_told_nothing() {
        fanfare.rule(rule()).publish(post());
        fanfare.suppress("ada", Channel.EMAIL, "ada@example.org").pass(Duration.ofHours(1));
        assertThat(only(fanfare.outcomes()).getReason()).isEqualTo(Reason.SUPPRESSED);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
    }

    @Test
    void quiet_hours_that_were_put_off_meanwhile_hold_it_again() {
        fanfare.rule(rule()).publish(post()).quiet("ada", "11:00", "15:00").pass(Duration.ofHours(1));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        Outcome held = only(fanfare.outcomes());
        assertThat(held.getState()).isEqualTo(State.HELD);
        assertThat(held.getReason()).isEqualTo(Reason.QUIET);
        assertThat(held.getHolds()).isEqualTo(2);
        assertThat(held.getNextAttemptAt()).isEqualTo(ONE.plus(Duration.ofHours(2)));
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void who_is_erased_meanwhile_is_not_told() {
        fanfare.rule(rule()).publish(post()).pass(Duration.ofMinutes(1)).erase("ada");
        assertThat(only(fanfare.outcomes()).getState()).isEqualTo(State.CANCELLED);
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
    }

    @Test
    void what_waits_for_sooner_than_all_that_waits_is_not_late() {
        fanfare.rule(rule()).publish(post()).pass(Duration.ofMinutes(10)).quiet("alan", "12:00", "12:20");
        fanfare.publish(post().setId("2").setRecipients(List.of("alan")));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
        fanfare.pass(Duration.ofMinutes(10));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("alan");
    }

    @Test
    void a_clock_that_is_set_back_loses_nothing() {
        fanfare.rule(rule()).clockStepsBack(Duration.ofSeconds(5)).publish(post());
        fanfare.pass(Duration.ofMinutes(70)).work();
        assertThat(fanfare.told(Channel.EMAIL)).containsExactlyInAnyOrder("alan", "ada");
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setChannels(List.of(Channel.EMAIL)).setRecipients("ada,alan");
    }

    private static Event.Builder post() {
        return event("post");
    }

    private static Recipient.Builder at(String... addresses) {
        return Recipient.newBuilder().setId("ada").setEmail(List.of(addresses));
    }

    private ChunkEntry entryOf(String recipient) {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .filter(entry -> entry.getRecipient().equals(recipient))
                .findFirst()
                .orElseThrow();
    }

    private static Outcome only(List<Outcome> outcomes) {
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
