package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Recipient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Behind a long stop what was held goes out at a set rate, and what is due now is on time.
class OverdueDeliveriesTest {

    private static final int PEOPLE = 60;
    private static final int A_SECOND = 10;

    private final FanoutScenario fanfare = new FanoutScenario(
                    new FanoutSettings(100, 1_000, 1, Duration.ofSeconds(60), 100, A_SECOND))
            .template("words", "s", "t")
            .rule(ruleFor("post").setChannels(List.of(Channel.EMAIL)).setAudiences(List.of("crowd")))
            .rule(ruleFor("news")
                    .setChannels(List.of(Channel.EMAIL))
                    .setAudiences(List.of("crowd"))
                    .setPriority(Priority.HIGH));

    @Test
    void what_is_overdue_goes_out_at_its_rate_the_most_urgent_first() {
        crowd();
        fanfare.publish(event("post")).publish(event("news").setId("2")).work();
        fanfare.pass(Duration.ofHours(5));
        assertThat(told()).isLessThanOrEqualTo(A_SECOND);
        int first = told();
        for (int tick = 0; tick < 40; tick++) {
            fanfare.pass(Duration.ofMillis(50));
        }
        int urgent = fanfare.deliveries(Channel.EMAIL, Lane.EXPRESS).size();
        assertThat(urgent + first).isBetween(A_SECOND, 3 * A_SECOND);
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        for (int tick = 0; tick < 400; tick++) {
            fanfare.pass(Duration.ofMillis(50));
        }
        assertThat(fanfare.outcomes()).hasSize(2 * PEOPLE);
    }

    @Test
    void what_is_due_now_does_not_wait_behind_it() {
        crowd();
        fanfare.publish(event("post")).work().pass(Duration.ofHours(5));
        fanfare.person(Recipient.newBuilder().setId("late").setEmail(List.of("late@example.org")));
        fanfare.quiet("late", "17:00", "17:02");
        fanfare.publish(event("post").setId("3").setRecipients(List.of("late")).setAudiences(List.of()));
        fanfare.pass(Duration.ofMinutes(2));
        assertThat(fanfare.told(Channel.EMAIL)).contains("late");
        assertThat(fanfare.outcomes().size()).isLessThan(PEOPLE);
    }

    private void crowd() {
        for (int n = 0; n < PEOPLE; n++) {
            String id = "p" + n;
            fanfare.person(id, "crowd").quiet(id, "11:00", "13:00");
        }
    }

    private int told() {
        return fanfare.told(Channel.EMAIL).size();
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
