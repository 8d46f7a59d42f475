package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Bulk is expanded no further ahead of its channels than they work off in a while.
class AheadTest {

    private static final int CROWD = 1_200;
    private static final int ROOM = 500;

    private final FanoutScenario fanfare = new FanoutScenario(new FanoutSettings(100, 10, 1, Duration.ofSeconds(60)));

    @BeforeEach
    void prepare() {
        for (int n = 0; n < CROWD; n++) {
            fanfare.person("p%04d".formatted(n), "all");
        }
        fanfare.template("words", "Hello", "You")
                .rule(ruleFor("broadcast").setAudiences(List.of("all")))
                .rule(ruleFor("mail").setChannels(List.of(EMAIL)).setAudiences(List.of("all")))
                .rule(ruleFor("note").setRecipients("p0001"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    @DisplayName("S3-11 a broadcast waits for a slow channel and goes on as that does")
    void a_broadcast_waits_for_a_slow_channel_and_goes_on_as_that_does() {
        slow();
        fanfare.publish(broadcast()).work();
        int written = told();
        assertThat(written).isBetween(ROOM - 10, ROOM + 90);

        fanfare.bulkLane(IN_APP, 1, 10 + written).work();
        assertThat(told()).isZero();

        fanfare.pass(Duration.ofSeconds(29)).bulkLane(IN_APP, 201, 10 + written).work();
        assertThat(told()).isBetween(100, 300);
    }

    @Test
    void others_pass_a_broadcast_that_waits_though_they_come_from_the_same_source() {
        slow();
        fanfare.publish(broadcast()).work();
        told();

        fanfare.publish(event("note").setId("2"));

        assertThat(fanfare.deliveries(IN_APP, Lane.STANDARD)).hasSize(1);
    }

    @Test
    void a_fast_channel_is_not_waited_for() {
        fanfare.bulkLane(IN_APP, 0, 100).pass(Duration.ofSeconds(1)).bulkLane(IN_APP, 100, 100); // 6,000 a minute

        fanfare.publish(broadcast()).work();

        assertThat(told()).isEqualTo(CROWD);
    }

    @Test
    void a_channel_that_does_not_move_at_all_is_not_waited_for() {
        slowAndFull();
        fanfare.pass(Duration.ofSeconds(25)).bulkLane(IN_APP, 1, ROOM + 1);
        fanfare.pass(Duration.ofSeconds(25)).bulkLane(IN_APP, 1, ROOM + 1);
        fanfare.publish(broadcast()).work();
        assertThat(told()).isZero();

        fanfare.pass(Duration.ofSeconds(10)).bulkLane(IN_APP, 1, ROOM + 1).work();

        assertThat(told()).isEqualTo(CROWD);
    }

    @Test
    void a_channel_that_stood_still_for_the_last_broadcast_is_not_waited_for_by_the_next() {
        slow();
        fanfare.bulkLane(IN_APP, 1, 10_000);
        fanfare.pass(Duration.ofMinutes(10)).bulkLane(IN_APP, 1, 10_000);

        fanfare.publish(broadcast()).work();

        assertThat(told()).isEqualTo(CROWD);
    }

    @Test
    void a_channel_is_waited_for_between_two_looks_however_small_the_distance() {
        try (FanoutScenario near = crowded(new FanoutSettings(100, 10, 1, Duration.ofMillis(500)))) {
            near.bulkLane(IN_APP, 0, 10).pass(Duration.ofSeconds(1)).bulkLane(IN_APP, 1, ROOM + 10);

            near.pass(Duration.ofMillis(900)).publish(broadcast()).work();

            assertThat(near.told(IN_APP)).isEmpty();
        }
    }

    @Test
    void channels_that_nobody_can_see_are_waited_for_together() {
        try (FanoutScenario unseen = crowded(new FanoutSettings(100, 10, 1, Duration.ofSeconds(1)))) {
            unseen.rule(ruleFor("both").setChannels(List.of(EMAIL, IN_APP)).setAudiences(List.of("all")))
                    .publish(event("both"))
                    .work();

            unseen.pass(Duration.ofSeconds(31)).work();

            assertThat(unseen.chunks()).anyMatch(chunk -> chunk.getLast());
        }
    }

    @Test
    void where_nobody_can_look_a_broadcast_goes_on_after_half_a_minute() {
        try (FanoutScenario unseen = crowded(new FanoutSettings(100, 10, 1, Duration.ofSeconds(1)))) {
            unseen.publish(broadcast()).work();
            assertThat(unseen.told(IN_APP)).hasSizeLessThan(CROWD);

            unseen.pass(Duration.ofSeconds(31)).work();

            assertThat(unseen.told(IN_APP)).isNotEmpty();
            assertThat(unseen.chunks()).anyMatch(chunk -> chunk.getLast());
        }
    }

    @Test
    void only_the_channels_of_the_event_are_waited_for() {
        slowAndFull();

        fanfare.publish(event("mail")).work();

        assertThat(fanfare.told(EMAIL)).hasSize(CROWD);
    }

    @Test
    void what_is_urgent_never_waits() {
        slowAndFull();

        fanfare.publish(broadcast().setPriority(Priority.HIGH)).work();

        assertThat(fanfare.deliveries(IN_APP, Lane.EXPRESS)).hasSize(CROWD);
    }

    @Test
    void a_cancel_does_not_wait_for_room() {
        slowAndFull();
        fanfare.publish(broadcast()).work();

        fanfare.command(CommandKind.CANCEL, broadcast()).work();

        assertThat(fanfare.chunks().stream()
                        .flatMap(chunk -> chunk.getTallies().stream())
                        .filter(tally -> tally.getState() == State.CANCELLED)
                        .mapToLong(tally -> tally.getCount())
                        .sum())
                .isEqualTo(CROWD);
    }

    /// A channel that works one a second off, so that there is the least room.
    private void slow() {
        fanfare.bulkLane(IN_APP, 0, 10).pass(Duration.ofSeconds(1)).bulkLane(IN_APP, 1, 10);
    }

    private void slowAndFull() {
        slow();
        fanfare.bulkLane(IN_APP, 1, ROOM + 1);
    }

    private static FanoutScenario crowded(FanoutSettings settings) {
        FanoutScenario fanfare = new FanoutScenario(settings);
        for (int n = 0; n < CROWD; n++) {
            fanfare.person("p%04d".formatted(n), "all");
        }
        return fanfare.template("words", "Hello", "You")
                .rule(ruleFor("broadcast").setAudiences(List.of("all")));
    }

    private int told() {
        return fanfare.deliveries(IN_APP, Lane.BULK).size();
    }

    private static Event.Builder broadcast() {
        return event("broadcast");
    }
}
