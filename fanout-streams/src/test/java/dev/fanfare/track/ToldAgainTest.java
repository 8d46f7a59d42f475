package dev.fanfare.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event that comes again under its key after it was forgotten: what is still said of the first counts no more.
class ToldAgainTest {

    private static final String EVENT = EventKey.of("test", "1");
    private static final Channel EMAIL = Channel.EMAIL;
    private static final Instant FIRST = TrackScenario.ACCEPTED;
    private static final Instant AGAIN = FIRST.plusSeconds(3_600);

    @TempDir
    Path stateDir;

    @Test
    void what_is_said_late_of_the_first_is_not_counted_for_the_second() {
        try (TrackScenario track = scenario(0)) {
            toldTwice(track);
            track.acceptedAt(FIRST).outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
            track.outcome(EVENT, "alan", EMAIL, State.DEAD, 1);
            track.tick();
            assertThat(track.event(EVENT).getTallies()).containsExactly(tally(State.QUEUED, 4));

            track.acceptedAt(AGAIN).outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
            track.outcome(EVENT, "bob", EMAIL, State.DELIVERED, 1);
            track.tick();
            assertThat(track.event(EVENT).getTallies())
                    .containsExactly(tally(State.QUEUED, 2), tally(State.DELIVERED, 2));
        }
    }

    @Test
    void the_record_of_a_first_delivery_moves_and_the_counts_of_the_second_do_not() {
        try (TrackScenario track = scenario(1_000_000)) {
            toldTwice(track);
            track.acceptedAt(FIRST).outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
            track.tick();

            assertThat(track.event(EVENT).getTallies()).containsExactly(tally(State.QUEUED, 4));
            assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.DELIVERED);
        }
    }

    @Test
    void a_retry_of_the_first_that_ends_late_retries_no_more() {
        try (TrackScenario track = scenario(1_000_000)) {
            track.outcome(EVENT, "ada", EMAIL, State.DEFERRED, 1);
            toldTwice(track);
            assertThat(track.figures(EMAIL).retrying()).isEqualTo(1);

            track.acceptedAt(FIRST).outcome(EVENT, "ada", EMAIL, State.SKIPPED, 2);
            track.tick();

            assertThat(track.figures(EMAIL).retrying()).isZero();
        }
    }

    @Test
    void the_second_has_its_own_share_of_records() {
        try (TrackScenario track = scenario(24)) {
            toldTwice(track);
            track.chunk(EVENT, false, EMAIL, "eve");

            assertThat(track.isStored(EVENT, "ada", EMAIL)).as("met first").isTrue();
            assertThat(track.isStored(EVENT, "bob", EMAIL)).as("met second").isTrue();
            assertThat(track.isStored(EVENT, "eve", EMAIL))
                    .as("beyond the limit")
                    .isFalse();
        }
    }

    /// The first was told in part when the second began.
    private static void toldTwice(TrackScenario track) {
        track.chunk(EVENT, false, EMAIL, "ada", "alan");
        track.tick();
        track.acceptedAt(AGAIN);
        track.admitted(EVENT, 1);
        track.chunk(EVENT, false, EMAIL, "ada", "bob");
        track.tick();
    }

    private TrackScenario scenario(long limit) {
        return new TrackScenario(stateDir, Retention.DEFAULT, limit);
    }

    private static Tally tally(State state, long count) {
        return new Tally(EMAIL, state, null, count);
    }
}
