package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.track.events.EventState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What has ended leaves tracking's stores when its time is over; what is open never does.
class AgingTest {

    private static final String EVENT = EventKey.of("test", "1");
    private static final String OTHER = EventKey.of("test", "2");
    private static final Duration A_LITTLE = Duration.ofHours(2);
    /// As in the second old system: what is done for 24 hours, what failed for 7 days.
    private static final Retention RETENTION = new Retention(
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofDays(7),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir, RETENTION);
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    @DisplayName("S3-09: what is done is kept for 24 hours, where the settings say so")
    void a_done_event_and_its_deliveries_go_after_their_time() {
        done(EVENT, State.DELIVERED);

        track.pass(Duration.ofHours(23));
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.DELIVERED);

        track.pass(A_LITTLE).pass(A_LITTLE);
        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.storedDeliveries()).isZero();
        assertThat(track.storedEvents()).isZero();
    }

    @Test
    @DisplayName("S3-09: what failed is kept for 7 days, where the settings say so")
    void an_event_with_something_dead_goes_later() {
        done(EVENT, State.DEAD);

        track.pass(Duration.ofDays(7).minusHours(1));
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.DEAD);

        track.pass(A_LITTLE).pass(A_LITTLE);
        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.storedDeliveries()).isZero();
    }

    @Test
    void who_was_told_long_ago_is_not_said_to_wait_beside_a_dead_letter() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.DEAD, 1);

        track.pass(Duration.ofHours(25)).pass(A_LITTLE);

        assertThat(track.brief(EVENT, "ada")).isEmpty();
        assertThat(track.trail(EVENT, "ada")).isEmpty();
        assertThat(track.delivered(EVENT, "alan", EMAIL).getState()).isEqualTo(State.DEAD);
        track.pass(Duration.ofDays(7)).pass(A_LITTLE);
        assertThat(track.storedDeliveries()).isZero();
    }

    @Test
    void whoever_dropped_a_status_says_that_its_key_may_be_forgotten() {
        done(EVENT, State.DELIVERED);
        assertThat(track.commands()).isEmpty();

        track.pass(Duration.ofDays(2));

        assertThat(track.commands())
                .containsExactly(new EventCommand(EVENT, CommandKind.FORGET, TrackScenario.ACCEPTED, null, null, null));
    }

    @Test
    void what_is_open_is_never_dropped() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.outcome(EVENT, "alan", EMAIL, State.DELIVERED, 1);
        track.tick();

        track.pass(Duration.ofDays(100)).pass(Duration.ofDays(300));
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.QUEUED);
        assertThat(track.isStored(EVENT, "alan", EMAIL)).isFalse();

        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);

        track.pass(Duration.ofDays(2)).pass(Duration.ofDays(2));
        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.storedDeliveries()).isZero();
    }

    @Test
    void what_came_to_nothing_goes_too() {
        track.admitted(EVENT, Admission.UNMATCHED, 0);
        track.admitted(OTHER, Admission.FAILED, 0);

        track.pass(Duration.ofHours(25));
        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.knows(OTHER)).isTrue();

        track.pass(Duration.ofDays(7));
        assertThat(track.knows(OTHER)).isFalse();
    }

    @Test
    void who_was_skipped_goes_with_the_others() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, State.SKIPPED, Reason.MUTED, EMAIL, "ada");
        track.tick();

        track.pass(Duration.ofHours(25));

        assertThat(track.storedDeliveries()).isZero();
    }

    @Test
    void an_outcome_that_comes_after_all_was_dropped_brings_nothing_back() {
        done(EVENT, State.DELIVERED);
        track.pass(Duration.ofDays(3)).pass(A_LITTLE);

        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 2);
        track.tick();

        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.storedDeliveries()).isZero();
    }

    @Test
    void a_replay_keeps_the_status_for_its_time_again() {
        done(EVENT, State.DEAD);
        track.pass(Duration.ofDays(6));
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1, 1);
        track.tick();

        track.pass(Duration.ofHours(23));
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);

        track.pass(A_LITTLE);
        assertThat(track.knows(EVENT)).isFalse();
    }

    @Test
    void an_event_that_comes_again_after_it_was_forgotten_begins_anew() {
        done(EVENT, State.DELIVERED);
        track.pass(Duration.ofDays(3));

        track.admitted(EVENT, 1);

        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
        assertThat(track.event(EVENT).getTallies()).isEmpty();
    }

    @Test
    void a_crowd_goes_in_several_turns() {
        track.admitted(EVENT, 5);
        for (int chunk = 0; chunk < 5; chunk++) {
            int from = chunk * 400;
            track.chunk(
                    EVENT,
                    true,
                    State.SKIPPED,
                    Reason.NO_ADDRESS,
                    EMAIL,
                    IntStream.range(from, from + 400).mapToObj(n -> "p" + n).toArray(String[]::new));
        }
        track.tick();

        track.pass(Duration.ofDays(2));
        assertThat(track.storedDeliveries()).isEqualTo(2 * (400 + 2));

        track.tick();
        assertThat(track.storedDeliveries()).isZero();
    }

    private void done(String event, State how) {
        track.admitted(event, 1);
        track.chunk(event, true, EMAIL, "ada");
        track.outcome(event, "ada", EMAIL, how, 1);
        track.tick();
        track.tick();
    }
}
