package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cancel reaches what is not expanded yet and what waits, and everybody who must know of it.
class CancelTest {

    private static final int CROWD = 100;

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        for (int n = 0; n < CROWD; n++) {
            fanfare.person("p%03d".formatted(n), "all");
        }
        fanfare.template("words", "Hello", "You")
                .rule(ruleFor("broadcast").setAudiences(List.of("all")))
                .rule(ruleFor("mail").setChannels(List.of(EMAIL)).setRecipients("p001,p002"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void who_was_not_met_yet_is_counted_as_cancelled_and_expected_stays_the_sum() {
        fanfare.publish(broadcast()).pass(Duration.ofMillis(2));
        int told = fanfare.told(IN_APP).size();
        assertThat(told).isBetween(1, CROWD - 1);

        fanfare.command(CommandKind.CANCEL, broadcast()).untilExpanded();

        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(counted(State.QUEUED)).isEqualTo(told);
        assertThat(counted(State.CANCELLED)).isEqualTo(CROWD - told);
        assertThat(fanfare.chunks().stream().mapToLong(Chunk::getRecipients).sum())
                .isEqualTo(CROWD);
        assertThat(fanfare.chunks().stream().filter(Chunk::getLast)).hasSize(1);
    }

    @Test
    void who_would_have_been_left_out_is_left_out_of_a_cancelled_event_as_well() {
        fanfare.mute("p099", "broadcast").publish(broadcast());

        fanfare.command(CommandKind.CANCEL, broadcast()).untilExpanded();

        assertThat(counted(State.SKIPPED)).isEqualTo(1);
    }

    @Test
    void a_cancel_that_comes_before_its_event_waits_for_it_and_nobody_is_told() {
        fanfare.command(CommandKind.CANCEL, broadcast()).pass(Duration.ofHours(5));

        fanfare.publish(broadcast()).pass(Duration.ofSeconds(1));

        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(fanfare.heads()).singleElement().satisfies(head -> assertThat(head.getSlices())
                .isZero());
    }

    @Test
    void tracking_hears_of_a_cancel_that_came_early_with_the_events_head() {
        fanfare.command(CommandKind.CANCEL, broadcast()).publish(broadcast());

        assertThat(fanfare.heads())
                .singleElement()
                .satisfies(head -> assertThat(head.getSteering().getCancelled()).isTrue());
    }

    @Test
    void a_cancel_that_came_before_an_event_without_rule_does_not_outlive_it() {
        fanfare.command(CommandKind.CANCEL, event("unknown").setId("u"))
                .publish(event("unknown").setId("u"));
        fanfare.pass(Duration.ofSeconds(6));

        fanfare.rule(ruleFor("unknown").setRecipients("p001"))
                .publish(event("unknown").setId("u"));

        assertThat(fanfare.told(IN_APP)).containsExactly("p001");
    }

    @Test
    void retries_that_wait_are_cancelled_at_once() {
        fanfare.publish(mail());
        deferAll(Duration.ofHours(1));

        fanfare.command(CommandKind.CANCEL, mail()).pass(Duration.ofMillis(100));

        assertThat(ends()).containsExactly(State.CANCELLED, State.CANCELLED);
        fanfare.pass(Duration.ofHours(2));
        assertThat(fanfare.told(EMAIL)).isEmpty();
    }

    @Test
    void a_retry_that_comes_behind_the_cancel_is_cancelled_once_however_often_it_comes() {
        fanfare.publish(mail());
        Delivery delivery = fanfare.deliveries(EMAIL, Lane.STANDARD).getFirst();
        fanfare.command(CommandKind.CANCEL, mail());

        fanfare.defer(delivery, 2, START.plusSeconds(60)).defer(delivery, 2, START.plusSeconds(60));
        fanfare.pass(Duration.ofHours(1));

        assertThat(ends()).containsExactly(State.CANCELLED);
        assertThat(fanfare.outcomes().getFirst().getAttempt()).isEqualTo(1);
    }

    @Test
    void retries_of_other_events_are_not_touched() {
        fanfare.publish(mail()).publish(mail().setId("2"));
        deferAll(Duration.ofMinutes(1));

        fanfare.command(CommandKind.CANCEL, mail()).pass(Duration.ofMinutes(2));

        assertThat(ends()).containsExactly(State.CANCELLED, State.CANCELLED);
        assertThat(fanfare.told(EMAIL)).containsExactlyInAnyOrder("p001", "p002");
    }

    @Test
    void more_retries_than_one_look_takes_are_all_cancelled() {
        fanfare.rule(ruleFor("many").setChannels(List.of(EMAIL)).setAudiences(List.of("all")));
        for (int n = 0; n < 3; n++) {
            fanfare.person("q%03d".formatted(n), "all");
        }
        fanfare.publish(event("many")).untilExpanded();
        deferAll(Duration.ofHours(1));

        fanfare.command(CommandKind.CANCEL, event("many")).pass(Duration.ofMillis(50));
        fanfare.pass(Duration.ofMillis(50));

        assertThat(ends()).hasSize(CROWD + 3).containsOnly(State.CANCELLED);
    }

    @Test
    void the_channels_hear_of_it_and_the_entry_goes_when_the_event_is_forgotten() {
        fanfare.publish(mail()).command(CommandKind.CANCEL, mail());
        String key = Topics.controlKey(keyOf(mail()));

        assertThat(fanfare.controls()).singleElement().satisfies(control -> {
            assertThat(control.key()).isEqualTo(key);
            assertThat(((EventControl) control.value().getContent())
                            .getSteering()
                            .getCancelled())
                    .isTrue();
        });
        fanfare.pass(Duration.ofDays(7)).command(CommandKind.FORGET, keyOf(mail()), START);
        assertThat(fanfare.controls()).singleElement().satisfies(control -> {
            assertThat(control.key()).isEqualTo(key);
            assertThat(control.value()).isNull();
        });
        assertThat(fanfare.storeSize("steered-events")).isZero();
    }

    @Test
    void an_event_that_comes_again_after_it_was_forgotten_is_told() {
        fanfare.publish(mail()).command(CommandKind.CANCEL, mail());
        fanfare.told(EMAIL);
        fanfare.pass(Duration.ofDays(7)).command(CommandKind.FORGET, keyOf(mail()), START);

        fanfare.publish(mail());

        assertThat(fanfare.told(EMAIL)).containsExactly("p001", "p002");
    }

    @Test
    void a_second_cancel_and_all_that_follows_it_change_nothing() {
        fanfare.publish(broadcast()).command(CommandKind.CANCEL, broadcast());
        fanfare.controls();

        Stream.of(CommandKind.CANCEL, CommandKind.PAUSE, CommandKind.RESUME)
                .forEach(kind -> fanfare.command(kind, broadcast()));
        fanfare.untilExpanded();

        assertThat(fanfare.controls()).isEmpty();
        assertThat(fanfare.steered()).hasSize(1);
        assertThat(counted(State.CANCELLED)).isPositive();
    }

    private static Event.Builder broadcast() {
        return event("broadcast");
    }

    private static Event.Builder mail() {
        return event("mail");
    }

    private void deferAll(Duration by) {
        Stream.of(Lane.values())
                .flatMap(lane -> fanfare.deliveries(EMAIL, lane).stream())
                .toList()
                .forEach(delivery -> fanfare.defer(delivery, 2, fanfare.now().plus(by)));
    }

    private List<State> ends() {
        assertThat(fanfare.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.getReason()).isEqualTo(Reason.CANCELLED));
        return fanfare.outcomes().stream().map(Outcome::getState).toList();
    }

    private long counted(State state) {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getTallies().stream())
                .filter(tally -> tally.getState() == state)
                .mapToLong(Tally::getCount)
                .sum();
    }
}
