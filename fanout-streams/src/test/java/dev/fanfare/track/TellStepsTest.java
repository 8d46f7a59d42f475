package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.PUSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps hear how the deliveries end that they wait for, and of no others.
class TellStepsTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir);
        track.admitted(EVENT, 1);
    }

    @Test
    void a_delivery_that_arrives_is_told_once() {
        track.awaited(EVENT, PUSH, "ada");
        assertThat(track.heard()).isEmpty();
        track.outcome(EVENT, "ada", PUSH, State.DEFERRED, 1);
        assertThat(track.heard()).isEmpty();
        track.outcome(EVENT, "ada", PUSH, State.DELIVERED, 2);
        track.outcome(EVENT, "ada", PUSH, State.DELIVERED, 2);
        assertThat(track.heard()).singleElement().satisfies(heard -> {
            assertThat(heard.getHeard()).isEqualTo(Heard.DELIVERED);
            assertThat(heard.getRecipient()).isEqualTo("ada");
            assertThat(heard.getEvent()).isEqualTo(EVENT);
            assertThat(heard.getDelivery()).isEqualTo(TrackScenario.delivery(EVENT, "ada", PUSH));
        });
    }

    @Test
    void one_that_ends_otherwise_is_lost() {
        track.awaited(EVENT, PUSH, "ada");
        track.outcome(EVENT, "ada", PUSH, State.DEAD, 1);
        assertThat(track.heard()).singleElement().satisfies(heard -> assertThat(heard.getHeard())
                .isEqualTo(Heard.LOST));
    }

    @Test
    void others_are_nobodys_business() {
        track.chunk(EVENT, true, EMAIL, "ada");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        assertThat(track.heard()).isEmpty();
    }

    @AfterEach
    void stop() {
        track.close();
    }
}
