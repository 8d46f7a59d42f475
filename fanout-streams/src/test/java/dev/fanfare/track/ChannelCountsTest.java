package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.track.channels.CauseShown;
import dev.fanfare.track.channels.ChannelFigures.Figures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outcomes make of a channel's figures, whatever is repeated.
class ChannelCountsTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir);
        track.chunk(EVENT, true, EMAIL, "ada", "alan", "grace");
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    void what_is_told_twice_counts_once() {
        for (int n = 0; n < 2; n++) {
            track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
            track.failed(EVENT, "alan", "550 no such user");
            track.outcome(EVENT, "grace", EMAIL, State.DEFERRED, 1);
        }

        assertEnded(1, 1, 50.0);
        assertThat(email().retrying()).isEqualTo(1);
        assertThat(email().causes())
                .extracting(CauseShown::errorCategory, CauseShown::error, CauseShown::count)
                .containsExactlyInAnyOrder(tuple("rejected", "550 no such user", 1L), tuple("other", "", 1L));
    }

    @Test
    void a_retry_that_arrives_retries_no_more() {
        track.outcome(EVENT, "grace", EMAIL, State.DEFERRED, 1);
        track.outcome(EVENT, "grace", EMAIL, State.DEFERRED, 2);
        assertThat(email().retrying()).isEqualTo(1);

        track.outcome(EVENT, "grace", EMAIL, State.DELIVERED, 3);
        assertThat(email().retrying()).isZero();
        assertEnded(1, 0, 100.0);
    }

    @Test
    void a_replay_takes_no_failure_back() {
        track.outcome(EVENT, "ada", EMAIL, State.DEAD, 0, 1);
        track.outcome(EVENT, "ada", EMAIL, State.QUEUED, 1, 0);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1, 1);

        assertEnded(1, 1, 50.0);
    }

    @Test
    void what_dies_before_it_was_sent_counts_with_its_reason() {
        track.chunk(EVENT, true, State.DEAD, Reason.RENDER, SMS, "ada", "alan");

        assertThat(track.figures(SMS).minute().dead()).isEqualTo(2);
        assertThat(track.figures(SMS).minute().successRate()).isZero();
        assertThat(track.figures(SMS).causes())
                .singleElement()
                .extracting(CauseShown::errorCategory, CauseShown::count)
                .containsExactly("render", 2L);
    }

    @Test
    void what_comes_before_its_chunk_counts_once() {
        String early = EventKey.of("test", "early");
        track.outcome(early, "ada", SMS, State.DEFERRED, 1);
        track.chunk(early, true, SMS, "ada");
        assertThat(track.figures(SMS).retrying()).isEqualTo(1);

        track.outcome(early, "ada", SMS, State.DELIVERED, 2);
        assertThat(track.figures(SMS).retrying()).isZero();
        assertThat(track.figures(SMS).hour().delivered()).isEqualTo(1);
    }

    @Test
    @DisplayName("Beyond the detail limit, where deliveries have no records, they are counted all the same")
    void what_has_no_record_counts_too() {
        try (TrackScenario many = new TrackScenario(stateDir.resolve("many"), Retention.DEFAULT, 12)) {
            many.chunk(EVENT, false, EMAIL, "first");
            many.chunk(EVENT, true, EMAIL, "ada", "alan");
            for (int n = 0; n < 2; n++) {
                many.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
                many.outcome(EVENT, "alan", EMAIL, State.DEAD, 1);
            }
            assertThat(many.figures(EMAIL).minute().delivered()).isEqualTo(1);
            assertThat(many.figures(EMAIL).minute().dead()).isEqualTo(1);
        }
    }

    private Figures email() {
        return track.figures(EMAIL);
    }

    private void assertEnded(long delivered, long dead, double rate) {
        assertThat(List.of(email().minute(), email().hour(), email().day())).allSatisfy(span -> {
            assertThat(span.delivered()).isEqualTo(delivered);
            assertThat(span.dead()).isEqualTo(dead);
            assertThat(span.successRate()).isEqualTo(rate);
        });
    }
}
