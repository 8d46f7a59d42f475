package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.track.events.EventState;
import dev.fanfare.track.events.EventsInStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a status says of an event that was cancelled or paused.
class SteeredEventTest {

    private static final String EVENT = EventKey.of("test", "steered");

    @TempDir
    private Path state;

    private TrackScenario track;

    @BeforeEach
    void open() {
        track = new TrackScenario(state);
        track.admitted(EVENT, 2);
        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.tick();
    }

    @AfterEach
    void close() {
        track.close();
    }

    @Test
    void it_is_cancelling_until_every_slice_has_reported_and_nothing_is_open() {
        track.steered(EVENT, true, false);
        assertThat(track.state(EVENT)).isEqualTo(EventState.CANCELLING);

        track.chunk(EVENT, true, State.CANCELLED, Reason.CANCELLED, EMAIL, "eve");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.CANCELLING);

        track.outcome(EVENT, "alan", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 0);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.CANCELLED);
    }

    @Test
    void what_was_stopped_and_what_had_left_are_all_that_was_expected() {
        track.steered(EVENT, true, false);
        track.chunk(EVENT, true, State.CANCELLED, Reason.CANCELLED, EMAIL, "eve");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 0);
        track.tick();

        assertThat(EventsInStore.stoppedAndLeft(track.event(EVENT))).containsExactly(2L, 1L);
    }

    @Test
    void nothing_is_said_of_what_was_stopped_while_some_may_still_be() {
        track.steered(EVENT, true, false);

        assertThat(EventsInStore.stoppedAndLeft(track.event(EVENT))).containsExactly(null, null);
    }

    @Test
    void who_was_erased_was_not_stopped() {
        track.steered(EVENT, true, false);
        track.chunk(EVENT, true, State.CANCELLED, Reason.CANCELLED, EMAIL, "eve");
        track.outcome(EVENT, "ada", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 0);
        track.outcome(EVENT, "alan", EMAIL, State.CANCELLED, Reason.UNKNOWN_RECIPIENT, 0, 0);
        track.tick();

        assertThat(EventsInStore.stoppedAndLeft(track.event(EVENT))).containsExactly(2L, 1L);
    }

    @Test
    void one_that_was_cancelled_before_it_came_is_cancelled_from_its_head_on() {
        String early = EventKey.of("test", "early");

        track.admittedCancelled(early);

        assertThat(track.state(early)).isEqualTo(EventState.CANCELLED);
    }

    @Test
    void a_delivery_that_had_left_does_not_count_as_cancelled_when_its_channel_reads_it_again() {
        track.steered(EVENT, true, false);
        track.chunk(EVENT, true, State.CANCELLED, Reason.CANCELLED, EMAIL, "eve");
        track.outcome(EVENT, "alan", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "ada", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 0);
        track.tick();

        assertThat(EventsInStore.stoppedAndLeft(track.event(EVENT))).containsExactly(1L, 2L);
    }

    @Test
    void a_paused_event_is_paused_until_it_goes_on() {
        track.steered(EVENT, false, true);
        assertThat(track.state(EVENT)).isEqualTo(EventState.PAUSED);

        track.steered(EVENT, false, false);
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
    }

    @Test
    void an_event_of_which_nothing_was_open_is_done_though_it_is_paused() {
        track.chunk(EVENT, true, State.SKIPPED, Reason.MUTED, EMAIL, "eve");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.DELIVERED, 1);
        track.tick();
        track.steered(EVENT, false, true);

        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
    }

    @Test
    void a_command_about_an_event_that_was_dropped_leaves_nothing() {
        String unknown = EventKey.of("test", "unknown");
        track.steered(unknown, true, false);

        assertThat(track.knows(unknown)).isFalse();
    }

    @Test
    void a_cancelled_events_status_goes_like_any_others() {
        track.steered(EVENT, true, false);
        track.chunk(EVENT, true, State.CANCELLED, Reason.CANCELLED, EMAIL, "eve");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 0);
        track.tick();

        track.pass(Duration.ofDays(8)).pass(Duration.ofMinutes(1));

        assertThat(track.knows(EVENT)).isFalse();
        assertThat(track.commands()).isNotEmpty();
    }
}
