package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.schemas.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What many paused events hold, of which each look sees but some.
class HeldManyTest {

    private final InboxScenario fanfare = new InboxScenario();

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void a_look_sees_at_most_500_events_and_the_next_one_the_next() {
        for (int n = 0; n < 1_100; n++) {
            var delivery = event("news-" + n, "ada").build();
            fanfare.steered(delivery.getEvent(), KnownControls.paused()).comes(delivery);
            fanfare.steered(delivery.getEvent(), null);
        }
        assertThat(fanfare.outcomes()).hasSize(1_100).allMatch(outcome -> outcome.getState() == State.HELD);

        int[] came = new int[3];
        for (int look = 0; look < came.length; look++) {
            fanfare.later(Duration.ofMillis(250));
            came[look] = fanfare.outcomes().size();
        }
        assertThat(came).containsExactly(500, 500, 100);
    }
}
