package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.events.EventState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a replay makes of the event whose deliveries were dead.
class ReplayedEventTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir);
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.DEAD, 5);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    void it_goes_back_to_delivering_and_ends_again_with_what_became_of_the_replay() {
        track.outcome(EVENT, "alan", EMAIL, State.QUEUED, 1, 0);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
        assertThat(track.event(EVENT).getTallies())
                .containsExactly(new Tally(EMAIL, State.QUEUED, null, 1L), new Tally(EMAIL, State.DELIVERED, null, 1L));
        assertThat(track.delivered(EVENT, "alan", EMAIL).getAttempt()).isZero();

        track.outcome(EVENT, "alan", EMAIL, State.DELIVERED, 1, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.event(EVENT).getTallies()).containsExactly(new Tally(EMAIL, State.DELIVERED, null, 2L));
        assertThat(track.event(EVENT).getProgress()).isEqualTo(1.0);
    }

    @Test
    void what_is_said_late_of_the_time_before_changes_nothing() {
        track.outcome(EVENT, "alan", EMAIL, State.QUEUED, 1, 0);
        track.outcome(EVENT, "alan", EMAIL, State.DEAD, 0, 5);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
    }

    @Test
    void one_that_dies_again_counts_as_dead_once() {
        track.outcome(EVENT, "alan", EMAIL, State.QUEUED, 1, 0);
        track.outcome(EVENT, "alan", EMAIL, State.DEAD, 1, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.event(EVENT).getTallies())
                .containsExactly(
                        new Tally(EMAIL, State.DELIVERED, null, 1L), new Tally(EMAIL, State.DEAD, Reason.REJECTED, 1L));
    }
}
