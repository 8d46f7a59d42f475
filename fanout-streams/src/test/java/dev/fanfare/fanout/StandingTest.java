package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long an open slice has told nobody, as its metric says.
class StandingTest {

    private final FanoutScenario fanfare = new FanoutScenario(new FanoutSettings(100, 10, 1, Duration.ofSeconds(60)));

    @BeforeEach
    void prepare() {
        for (int n = 0; n < 1_200; n++) {
            fanfare.person("p%04d".formatted(n), "all");
        }
        fanfare.template("words", "Hello", "You").rule(ruleFor("broadcast").setAudiences(List.of("all")));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void nothing_stands_where_nothing_is_open() {
        assertThat(fanfare.backlog.slices()).isZero();
        assertThat(standing()).isZero();

        fanfare.publish(broadcast()).untilExpanded();

        assertThat(fanfare.backlog.slices()).isZero();
        assertThat(standing()).isZero();
    }

    @Test
    void a_slice_for_which_there_is_no_room_stands_until_it_goes_on() {
        fanfare.bulkLane(IN_APP, 0, 10).pass(Duration.ofSeconds(1)).bulkLane(IN_APP, 1, 10); // slow
        fanfare.publish(broadcast()).work();

        fanfare.bulkLane(IN_APP, 1, 10_000).pass(Duration.ofSeconds(20));

        assertThat(fanfare.backlog.slices()).isOne();
        assertThat(standing()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));

        fanfare.bulkLane(IN_APP, 9_900, 10_000).work();

        assertThat(standing()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_paused_slice_does_not_stand() {
        fanfare.publish(broadcast()).pass(Duration.ofMillis(2));
        assertThat(fanfare.backlog.slices()).isOne();

        fanfare.command(CommandKind.PAUSE, broadcast()).pass(Duration.ofMinutes(1));

        assertThat(fanfare.backlog.slices()).isZero();
        assertThat(standing()).isZero();
    }

    private Duration standing() {
        return fanfare.backlog.standing(fanfare.now());
    }

    private static Event.Builder broadcast() {
        return event("broadcast");
    }
}
