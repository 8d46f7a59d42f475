package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// An event with a time of its own.
class SendAtTest {

    private static final Instant TOMORROW = START.plus(Duration.ofDays(1));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.person("ada")
                .template("words", "Hello", "You")
                .rule(ruleFor("greeting").setRecipients("ada"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    @DisplayName("S0-28 S1-04 S1-18 S3-27 it is told when its time comes and less than a second late")
    void it_is_told_when_its_time_comes_and_less_than_a_second_late() {
        fanfare.publish(greeting(TOMORROW));
        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.SCHEDULED);
            assertThat(head.getSendAt()).isEqualTo(TOMORROW);
        });

        fanfare.pass(Duration.ofDays(1).minus(SECOND));
        assertThat(fanfare.told(IN_APP)).isEmpty();
        fanfare.pass(Duration.ofMillis(1_500));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.ADMITTED);
            assertThat(head.getAcceptedAt()).isEqualTo(START);
            assertThat(head.getSendAt()).isEqualTo(TOMORROW);
        });
    }

    @Test
    @DisplayName("S0-28 a year later it is told as well and once")
    void a_year_later_it_is_told_as_well_and_once() {
        fanfare.publish(greeting(START.plus(Duration.ofDays(366))));

        fanfare.pass(Duration.ofDays(365));
        assertThat(fanfare.told(IN_APP)).isEmpty();
        fanfare.pass(Duration.ofDays(1).plus(SECOND)).pass(Duration.ofDays(30));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void in_the_past_it_is_told_at_once() {
        fanfare.publish(greeting(START.minusSeconds(60)));

        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void more_than_366_days_ahead_it_fails_by_name() {
        fanfare.publish(greeting(START.plus(Duration.ofDays(367))));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getError()).contains("sendat", "366");
        });
        assertThat(fanfare.refused()).hasSize(1);
    }

    @Test
    void the_rule_the_words_and_the_people_are_those_of_its_time() {
        fanfare.publish(greeting(TOMORROW));
        fanfare.person("grace")
                .template("later", "Good evening", "You")
                .rule(ruleFor("greeting").setRecipients("grace").setTemplate("later"));

        fanfare.pass(Duration.ofDays(1).plus(SECOND));

        assertThat(fanfare.deliveries(IN_APP, Lane.STANDARD))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.getTitle()).isEqualTo("Good evening"))
                .satisfies(delivery -> assertThat(delivery.getRecipient()).isEqualTo("grace"));
    }

    @Test
    void a_repeat_while_it_waits_is_one_and_afterwards_too() {
        fanfare.publish(greeting(TOMORROW)).publish(greeting(TOMORROW));
        assertThat(fanfare.heads()).hasSize(1);

        fanfare.pass(Duration.ofDays(2));
        fanfare.publish(greeting(TOMORROW));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void without_a_rule_when_its_time_comes_it_waits_five_seconds_and_may_come_again() {
        Event.Builder unruled = greeting(TOMORROW).setType("unknown");
        fanfare.publish(unruled).pass(Duration.ofDays(1).plus(SECOND));
        assertThat(admissions()).containsExactly(Admission.SCHEDULED, Admission.WAITING);

        fanfare.pass(Duration.ofSeconds(6));
        assertThat(admissions()).containsExactly(Admission.UNMATCHED);
        assertThat(fanfare.refused()).hasSize(1);

        fanfare.rule(ruleFor("unknown").setRecipients("ada")).publish(unruled);
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void a_rule_that_comes_in_these_five_seconds_is_in_time() {
        fanfare.publish(greeting(TOMORROW).setType("unknown")).pass(Duration.ofDays(1));

        fanfare.rule(ruleFor("unknown").setRecipients("ada")).pass(SECOND);

        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void how_long_it_is_worth_telling_counts_from_its_time() {
        fanfare.rule(ruleFor("greeting").setRecipients("ada").setTtl("PT1H")).publish(greeting(TOMORROW));

        fanfare.pass(Duration.ofDays(1));

        Delivery told = fanfare.deliveries(IN_APP, Lane.STANDARD).getFirst();
        assertThat(told.getExpiresAt()).isEqualTo(TOMORROW.plus(Duration.ofHours(1)));
    }

    @Test
    void what_it_waited_is_no_delay_of_its_deliveries() {
        fanfare.publish(greeting(TOMORROW)).pass(Duration.ofDays(1));

        Delivery told = fanfare.deliveries(IN_APP, Lane.STANDARD).getFirst();
        assertThat(told.getAcceptedAt()).isBetween(TOMORROW, TOMORROW.plus(SECOND));
        assertThat(told.getEventAcceptedAt()).isEqualTo(START);
        assertThat(fanfare.chunks()).extracting(Chunk::getAcceptedAt).allMatch(at -> !at.isBefore(TOMORROW));
    }

    @Test
    void what_expires_while_it_waits_is_expired_then() {
        fanfare.publish(greeting(TOMORROW).setExpiresAt(START.plusSeconds(60)));

        fanfare.pass(Duration.ofSeconds(61));

        assertThat(admissions()).containsExactly(Admission.SCHEDULED, Admission.EXPIRED);
        fanfare.pass(Duration.ofDays(2));
        assertThat(fanfare.told(IN_APP)).isEmpty();
    }

    @Test
    void a_cancel_ends_it_at_once() {
        fanfare.publish(greeting(TOMORROW)).command(CommandKind.CANCEL, greeting(TOMORROW));
        assertThat(fanfare.steered()).singleElement().satisfies(steered -> assertThat(
                        steered.getSteering().getCancelled())
                .isTrue());

        fanfare.pass(Duration.ofDays(2)).publish(greeting(TOMORROW));
        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(fanfare.storedKeys("scheduled-events")).noneMatch(key -> key.contains(keyOf(greeting(TOMORROW))));
    }

    @Test
    void a_cancel_before_it_came_cancels_it() {
        fanfare.command(CommandKind.CANCEL, greeting(TOMORROW)).publish(greeting(TOMORROW));

        fanfare.pass(Duration.ofDays(2));

        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(fanfare.heads())
                .singleElement()
                .satisfies(head -> assertThat(head.getSteering().getCancelled()).isTrue());
    }

    @Test
    void a_pause_lasts_beyond_its_time() {
        fanfare.publish(greeting(TOMORROW)).command(CommandKind.PAUSE, greeting(TOMORROW));
        fanfare.pass(Duration.ofDays(2)).work();
        assertThat(fanfare.told(IN_APP)).isEmpty();

        fanfare.command(CommandKind.RESUME, greeting(TOMORROW)).work();
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void a_pause_that_ended_before_its_time_changes_nothing() {
        fanfare.publish(greeting(TOMORROW)).command(CommandKind.PAUSE, greeting(TOMORROW));
        fanfare.command(CommandKind.RESUME, greeting(TOMORROW)).pass(Duration.ofHours(23));
        assertThat(fanfare.told(IN_APP)).isEmpty();

        fanfare.pass(Duration.ofHours(1).plus(SECOND));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void its_time_can_be_another_one_later_or_sooner() {
        fanfare.publish(greeting(TOMORROW));
        fanfare.command(sendAt(START.plus(Duration.ofDays(3)))).pass(Duration.ofDays(2));
        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(fanfare.steered())
                .extracting(EventSteered::getSteering)
                .extracting("sendAt")
                .containsExactly(START.plus(Duration.ofDays(3)));

        fanfare.command(sendAt(START.plus(Duration.ofDays(2)).plusSeconds(5))).pass(Duration.ofSeconds(6));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void now_is_a_time_too() {
        fanfare.publish(greeting(TOMORROW)).command(sendAt(fanfare.now())).pass(Duration.ofMillis(100));

        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
        fanfare.pass(Duration.ofDays(2));
        assertThat(fanfare.told(IN_APP)).isEmpty();
    }

    @Test
    void another_time_comes_too_late_when_it_has_gone_on() {
        fanfare.publish(greeting(TOMORROW)).pass(Duration.ofDays(1).plus(SECOND));
        fanfare.steered();

        fanfare.command(sendAt(START.plus(Duration.ofDays(3))));

        assertThat(fanfare.steered()).isEmpty();
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void its_urgency_and_its_end_can_be_others_before_its_time() {
        fanfare.publish(greeting(TOMORROW));
        Instant end = TOMORROW.plus(Duration.ofMinutes(5));
        fanfare.command(
                new EventCommand(keyOf(greeting(TOMORROW)), CommandKind.CHANGE, START, end, Priority.URGENT, null));

        fanfare.pass(Duration.ofDays(1).plus(SECOND));

        assertThat(fanfare.deliveries(IN_APP, Lane.EXPRESS)).singleElement().satisfies(delivery -> {
            assertThat(delivery.getPriority()).isEqualTo(Priority.URGENT);
            assertThat(delivery.getExpiresAt()).isEqualTo(end);
        });
    }

    /// The channels take a command that is older than a delivery for one about another life of its event.
    @Test
    void what_was_asked_before_its_time_is_told_the_channels_as_of_its_time() {
        fanfare.publish(greeting(TOMORROW)).command(CommandKind.PAUSE, greeting(TOMORROW));
        fanfare.pass(Duration.ofDays(1).plus(SECOND));

        assertThat(fanfare.controls()).last().satisfies(control -> assertThat(
                        ((EventControl) control.value().getContent())
                                .getSteering()
                                .getAt())
                .isAfterOrEqualTo(TOMORROW));
    }

    @Test
    void a_command_that_was_written_just_before_its_release_holds_at_the_channels() {
        fanfare.publish(greeting(TOMORROW)).pass(Duration.ofDays(1).plus(SECOND));
        Instant acceptedAt =
                fanfare.deliveries(IN_APP, Lane.STANDARD).getFirst().getAcceptedAt();
        fanfare.controls();

        fanfare.command(CommandKind.CANCEL, keyOf(greeting(TOMORROW)), TOMORROW.minusSeconds(2));

        assertThat(fanfare.controls()).singleElement().satisfies(control -> assertThat(
                        ((EventControl) control.value().getContent())
                                .getSteering()
                                .getAt())
                .isAfterOrEqualTo(acceptedAt));
    }

    @Test
    void a_person_who_was_erased_meanwhile_is_not_told_nor_is_the_next_one_of_this_id() {
        fanfare.person("grace")
                .rule(ruleFor("greeting").setRecipients("ada,grace").setChannels(List.of(EMAIL)));
        fanfare.publish(greeting(TOMORROW)).pass(SECOND);
        fanfare.erase("ada").pass(SECOND).person("ada");

        fanfare.pass(Duration.ofDays(1)).work();

        assertThat(fanfare.told(EMAIL)).containsExactly("grace");
        assertThat(fanfare.chunks().stream().flatMap(chunk -> chunk.getEntries().stream()))
                .filteredOn(entry -> entry.getRecipient().equals("ada"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getState()).isEqualTo(State.SKIPPED);
                    assertThat(entry.getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
                });
    }

    @Test
    void a_forgotten_status_lets_it_come_again() {
        fanfare.publish(greeting(TOMORROW)).pass(Duration.ofDays(1).plus(SECOND));
        EventAdmitted head = fanfare.heads().getLast();
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.command(CommandKind.FORGET, head.getKey(), head.getAt());
        fanfare.publish(greeting(fanfare.now().plus(Duration.ofHours(1)))).pass(Duration.ofHours(2));

        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @Test
    void very_many_of_the_same_second_all_go_on_within_two() {
        for (int n = 0; n < 1_000; n++) {
            fanfare.publish(greeting(TOMORROW).setId("many-" + n));
        }
        fanfare.pass(Duration.ofDays(1));
        for (int n = 0; n < 200; n++) {
            fanfare.pass(Duration.ofMillis(10));
        }

        assertThat(fanfare.told(IN_APP)).hasSize(1_000);
    }

    private List<Admission> admissions() {
        return fanfare.heads().stream().map(EventAdmitted::getAdmission).toList();
    }

    private EventCommand sendAt(@Nullable Instant time) {
        return new EventCommand(keyOf(greeting(TOMORROW)), CommandKind.CHANGE, fanfare.now(), null, null, time);
    }

    private static Event.Builder greeting(Instant sendAt) {
        return event("greeting").setSendAt(sendAt.toString());
    }
}
