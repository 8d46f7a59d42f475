package dev.fanfare.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A broadcast that is cancelled or expires writes no record for each beyond the detail limit, and counts each once.
class BriefEndsTest {

    private static final String EVENT = EventKey.of("test", "1");
    private static final Channel EMAIL = Channel.EMAIL;

    @TempDir
    Path stateDir;

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "EXPIRED"})
    void what_waited_and_ends_without_a_call_leaves_a_few_bytes_and_counts_once(State state) {
        Reason reason = Reason.valueOf(state.name());
        try (TrackScenario track = scenario()) {
            track.admitted(EVENT, 1);
            track.chunk(EVENT, true, EMAIL, "ada", "alan");
            for (int times = 0; times < 2; times++) {
                track.outcome(EVENT, "ada", EMAIL, state, reason, 0, 1);
                track.tick();
            }
            assertThat(track.event(EVENT).getTallies()).containsExactlyInAnyOrder(queued(1), one(state, reason));
            assertThat(track.isStored(EVENT, "ada", EMAIL)).isFalse();

            track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1, 1);
            track.tick();
            assertThat(track.event(EVENT).getTallies())
                    .containsExactlyInAnyOrder(queued(1), one(State.DELIVERED, null));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "EXPIRED"})
    void what_the_walk_itself_ends_leaves_as_little_and_goes_in_time(State state) {
        Reason reason = Reason.valueOf(state.name());
        try (TrackScenario track = scenario()) {
            track.admitted(EVENT, 1);
            track.chunk(EVENT, true, state, reason, EMAIL, "ada");
            assertThat(track.isStored(EVENT, "ada", EMAIL)).isFalse();

            track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1, 1);
            track.tick();
            assertThat(track.event(EVENT).getTallies()).containsExactly(one(State.DELIVERED, null));

            track.pass(Duration.ofDays(60)).pass(Duration.ofDays(1));
            assertThat(track.storedDeliveries()).isZero();
        }
    }

    @Test
    void why_it_ended_is_counted() {
        try (TrackScenario track = scenario()) {
            track.admitted(EVENT, 1);
            track.chunk(EVENT, true, EMAIL, "ada", "alan");
            track.outcome(EVENT, "ada", EMAIL, State.CANCELLED, Reason.UNKNOWN_RECIPIENT, 0, 1);
            track.outcome(EVENT, "alan", EMAIL, State.CANCELLED, Reason.CANCELLED, 0, 1);
            track.tick();

            assertThat(track.event(EVENT).getTallies())
                    .containsExactlyInAnyOrder(
                            one(State.CANCELLED, Reason.UNKNOWN_RECIPIENT), one(State.CANCELLED, Reason.CANCELLED));
            assertThat(track.state(EVENT)).hasToString("DONE");
        }
    }

    private TrackScenario scenario() {
        return new TrackScenario(stateDir, Retention.DEFAULT, 0);
    }

    private static Tally queued(long count) {
        return new Tally(EMAIL, State.QUEUED, null, count);
    }

    private static Tally one(State state, Reason reason) {
        return new Tally(EMAIL, state, reason, 1L);
    }
}
