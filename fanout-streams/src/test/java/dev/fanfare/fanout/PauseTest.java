package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A paused event stands still wherever it is, and goes on exactly there; a change holds from then on.
class PauseTest {

    private static final int CROWD = 100;

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        for (int n = 0; n < CROWD; n++) {
            fanfare.person("p%03d".formatted(n), "all");
        }
        fanfare.template("words", "Hello", "You")
                .rule(ruleFor("broadcast").setAudiences(List.of("all")))
                .rule(ruleFor("mail").setChannels(List.of(EMAIL)).setRecipients("p001"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void nobody_is_told_while_it_is_paused_and_everybody_once_when_it_goes_on() {
        fanfare.publish(broadcast()).pass(Duration.ofMillis(2));
        List<String> told = new ArrayList<>(fanfare.told(IN_APP));
        assertThat(told).hasSizeBetween(1, CROWD - 1);

        fanfare.command(CommandKind.PAUSE, broadcast()).pass(Duration.ofMinutes(1));
        assertThat(fanfare.told(IN_APP)).isEmpty();

        fanfare.command(CommandKind.RESUME, broadcast()).untilExpanded();
        told.addAll(fanfare.told(IN_APP));
        assertThat(told).hasSize(CROWD).doesNotHaveDuplicates();
    }

    @Test
    void other_events_of_the_same_source_go_on_meanwhile() {
        fanfare.publish(broadcast()).command(CommandKind.PAUSE, broadcast());
        fanfare.told(IN_APP);

        fanfare.publish(broadcast().setId("2")).work();

        assertThat(fanfare.told(IN_APP)).hasSize(CROWD);
    }

    @Test
    void an_event_that_was_paused_before_it_came_tells_nobody_until_it_is_resumed() {
        fanfare.command(CommandKind.PAUSE, broadcast()).publish(broadcast()).work();
        assertThat(fanfare.told(IN_APP)).isEmpty();

        fanfare.command(CommandKind.RESUME, broadcast()).work();
        assertThat(fanfare.told(IN_APP)).hasSize(CROWD);
    }

    @Test
    void a_paused_event_can_be_cancelled() {
        fanfare.publish(broadcast()).command(CommandKind.PAUSE, broadcast());
        int told = fanfare.told(IN_APP).size();

        fanfare.command(CommandKind.CANCEL, broadcast()).untilExpanded();

        assertThat(counted(State.CANCELLED)).isEqualTo(CROWD - told);
    }

    @Test
    void the_channels_hear_of_a_pause_and_its_end() {
        fanfare.publish(mail()).command(CommandKind.PAUSE, mail());
        assertThat(fanfare.controls()).singleElement().satisfies(control -> assertThat(
                        ((EventControl) control.value().getContent())
                                .getSteering()
                                .getPaused())
                .isTrue());

        fanfare.command(CommandKind.RESUME, mail());
        // No entry that goes: it might be the door's own, of a cancel whose command comes next.
        assertThat(fanfare.controls()).singleElement().satisfies(control -> assertThat(
                        ((EventControl) control.value().getContent())
                                .getSteering()
                                .getPaused())
                .isFalse());
    }

    @Test
    void what_was_changed_before_the_event_came_takes_no_entry_away() {
        fanfare.command(change(mail(), null, Priority.HIGH)).publish(mail());

        assertThat(fanfare.controls())
                .allSatisfy(control -> assertThat(control.value()).isNotNull());
        assertThat(fanfare.told(EMAIL)).isNotEmpty();
    }

    @Test
    void a_retry_that_falls_due_while_its_event_is_paused_comes_when_that_goes_on() {
        fanfare.publish(mail());
        fanfare.defer(delivery(), 2, START.plusSeconds(60));
        fanfare.command(CommandKind.PAUSE, mail()).pass(Duration.ofHours(1));
        assertThat(fanfare.told(EMAIL)).isEmpty();

        fanfare.command(CommandKind.RESUME, mail()).pass(Duration.ofSeconds(1));

        assertThat(fanfare.headers(EMAIL, Lane.STANDARD)).singleElement().satisfies(headers -> assertThat(
                        RecordHeaders.number(headers, RecordHeaders.ATTEMPT, 0))
                .isEqualTo(2));
        fanfare.pass(Duration.ofHours(1));
        assertThat(fanfare.told(EMAIL)).isEmpty();
    }

    @Test
    void what_a_channel_holds_comes_back_as_the_same_attempt_at_each_end_of_a_pause() {
        fanfare.publish(mail());
        Delivery delivery = delivery();
        for (int pause = 1; pause <= 3; pause++) {
            fanfare.command(CommandKind.PAUSE, mail());
            held(delivery, pause);
            held(delivery, pause); // the channel crashed between writing and committing
            fanfare.pass(Duration.ofHours(1));
            assertThat(fanfare.told(EMAIL)).isEmpty();

            fanfare.command(CommandKind.RESUME, mail()).pass(Duration.ofSeconds(2));

            assertThat(fanfare.headers(EMAIL, Lane.STANDARD))
                    .as("pause " + pause)
                    .singleElement()
                    .satisfies(headers -> assertThat(RecordHeaders.number(headers, RecordHeaders.ATTEMPT, 0))
                            .isEqualTo(1));
        }
    }

    @Test
    void what_a_channel_holds_before_the_pause_is_known_here_waits_as_well() {
        fanfare.publish(mail());
        held(delivery(), 1);

        fanfare.command(CommandKind.PAUSE, mail()).pass(Duration.ofHours(1));

        assertThat(fanfare.told(EMAIL)).isEmpty();
        fanfare.command(CommandKind.RESUME, mail()).pass(Duration.ofSeconds(1));
        assertThat(fanfare.told(EMAIL)).containsExactly("p001");
    }

    @Test
    void what_is_held_is_told_to_wait_for_its_turn_again_when_the_pause_ends_and_not_before() {
        fanfare.publish(mail());
        Delivery delivery = delivery();
        for (int pause = 1; pause <= 2; pause++) {
            fanfare.command(CommandKind.PAUSE, mail());
            held(delivery, pause);
            fanfare.pass(Duration.ofHours(1));
            int holds = pause;
            assertThat(fanfare.outcomes()).hasSize(holds - 1);

            fanfare.command(CommandKind.RESUME, mail()).pass(Duration.ofSeconds(1));

            assertThat(fanfare.outcomes()).hasSize(holds).last().satisfies(outcome -> {
                assertThat(outcome.getState()).isEqualTo(State.QUEUED);
                assertThat(outcome.getDelivery()).isEqualTo(delivery.getId());
                assertThat(outcome.getAttempt()).isZero();
                assertThat(outcome.getHolds()).isEqualTo(holds);
            });
        }
    }

    @Test
    void what_is_held_ends_with_a_cancel() {
        fanfare.publish(mail());
        Delivery delivery = delivery();
        fanfare.command(CommandKind.PAUSE, mail());
        held(delivery, 1);

        fanfare.command(CommandKind.CANCEL, mail()).pass(Duration.ofSeconds(1));

        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.CANCELLED);
            assertThat(outcome.getAttempt()).isZero();
        });
    }

    @Test
    void what_is_held_ends_when_its_event_expires() {
        fanfare.publish(mail().setExpiresAt(START.plusSeconds(600)));
        Delivery delivery = delivery();
        fanfare.command(CommandKind.PAUSE, mail());
        held(delivery, 1);

        fanfare.pass(Duration.ofSeconds(601));

        assertThat(fanfare.outcomes()).extracting(Outcome::getState).containsExactly(State.EXPIRED);
    }

    @Test
    void who_was_not_met_when_the_event_expired_is_counted_as_expired() {
        fanfare.publish(broadcast()).pass(Duration.ofMillis(2));
        int told = fanfare.told(IN_APP).size();

        fanfare.command(change(broadcast(), fanfare.now().plusSeconds(10), null))
                .command(CommandKind.PAUSE, broadcast())
                .pass(Duration.ofSeconds(11))
                .command(CommandKind.RESUME, broadcast())
                .untilExpanded();

        assertThat(counted(State.EXPIRED)).isEqualTo(CROWD - told);
    }

    @Test
    void a_retry_ends_when_its_event_expires_by_a_change() {
        fanfare.publish(mail());
        fanfare.defer(delivery(), 2, START.plusSeconds(600));

        fanfare.command(change(mail(), START.plusSeconds(60), null)).pass(Duration.ofSeconds(61));

        assertThat(fanfare.outcomes()).extracting(Outcome::getState).containsExactly(State.EXPIRED);
    }

    @Test
    void a_change_of_priority_holds_from_the_next_chunk_on() {
        fanfare.publish(broadcast()).pass(Duration.ofMillis(2));

        fanfare.command(change(broadcast(), null, Priority.URGENT)).untilExpanded();

        assertThat(fanfare.deliveries(IN_APP, Lane.EXPRESS))
                .isNotEmpty()
                .allSatisfy(delivery -> assertThat(delivery.getPriority()).isEqualTo(Priority.URGENT));
    }

    @Test
    void a_change_that_comes_before_its_event_holds_for_all_of_it() {
        fanfare.command(change(broadcast(), null, Priority.LOW))
                .publish(broadcast())
                .untilExpanded();

        assertThat(fanfare.deliveries(IN_APP, Lane.BULK)).hasSize(CROWD);
    }

    @Test
    void an_expiry_that_was_put_off_before_the_event_came_holds() {
        fanfare.command(change(mail(), START.plusSeconds(3_600), null))
                .pass(Duration.ofSeconds(120))
                .publish(mail().setExpiresAt(START.plusSeconds(60)));

        assertThat(fanfare.told(EMAIL)).containsExactly("p001");
    }

    @Test
    void an_expiry_that_was_brought_forward_before_the_event_came_holds() {
        fanfare.command(change(mail(), START.plusSeconds(60), null))
                .pass(Duration.ofSeconds(120))
                .publish(mail().setExpiresAt(START.plusSeconds(3_600)));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> assertThat(head.getAdmission())
                .isEqualTo(Admission.EXPIRED));
    }

    @Test
    void a_retry_keeps_its_time_when_its_events_expiry_is_brought_forward_and_put_off_again() {
        fanfare.publish(mail());
        fanfare.defer(delivery(), 2, START.plusSeconds(600));
        fanfare.command(change(mail(), START.plusSeconds(60), null)).pass(Duration.ofSeconds(30));

        fanfare.command(change(mail(), START.plusSeconds(3_600), null)).pass(Duration.ofSeconds(560));
        assertThat(fanfare.told(EMAIL)).isEmpty();

        fanfare.pass(Duration.ofSeconds(20));
        assertThat(fanfare.told(EMAIL)).containsExactly("p001");
    }

    @Test
    void what_was_held_once_and_then_deferred_keeps_its_time_over_a_pause() {
        fanfare.publish(mail());
        fanfare.defer(
                delivery(),
                Map.of(
                        RecordHeaders.ATTEMPT,
                        "2",
                        RecordHeaders.HOLDS,
                        "1",
                        RecordHeaders.NOT_BEFORE,
                        String.valueOf(START.plusSeconds(600).toEpochMilli())));

        fanfare.command(CommandKind.PAUSE, mail()).pass(Duration.ofSeconds(1));
        fanfare.command(CommandKind.RESUME, mail()).pass(Duration.ofSeconds(300));
        assertThat(fanfare.told(EMAIL)).isEmpty();

        fanfare.pass(Duration.ofSeconds(310));
        assertThat(fanfare.told(EMAIL)).containsExactly("p001");
    }

    private void held(Delivery delivery, int holds) {
        fanfare.defer(
                delivery,
                Map.of(
                        RecordHeaders.ATTEMPT,
                        "1",
                        RecordHeaders.HOLDS,
                        String.valueOf(holds),
                        RecordHeaders.NOT_BEFORE,
                        String.valueOf(fanfare.now().plusSeconds(1).toEpochMilli())));
    }

    private Delivery delivery() {
        return fanfare.deliveries(EMAIL, Lane.STANDARD).getFirst();
    }

    private EventCommand change(Event.Builder event, @Nullable Instant expiresAt, @Nullable Priority priority) {
        return new EventCommand(keyOf(event), CommandKind.CHANGE, fanfare.now(), expiresAt, priority, null);
    }

    private long counted(State state) {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getTallies().stream())
                .filter(tally -> tally.getState() == state)
                .mapToLong(tally -> tally.getCount())
                .sum();
    }

    private static Event.Builder broadcast() {
        return event("broadcast");
    }

    private static Event.Builder mail() {
        return event("mail");
    }
}
