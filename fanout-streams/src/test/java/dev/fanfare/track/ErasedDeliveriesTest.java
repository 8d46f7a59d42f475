package dev.fanfare.track;

import static dev.fanfare.track.TrackScenario.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The deliveries of a person who was erased have no name and no words any more, and count as before.
class ErasedDeliveriesTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir);
        track.admitted(EVENT, 1);
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    void what_is_known_of_a_person_goes_and_the_counts_stay() {
        track.chunk(EVENT, true, Channel.EMAIL, "ada", "alan");
        track.failed(EVENT, "ada", "550 no such user ada@example.org");
        track.outcome(EVENT, "alan", Channel.EMAIL, State.DELIVERED, 1);
        track.tick();
        List<Tally> before = track.event(EVENT).getTallies();

        track.erased("ada", ACCEPTED.plusSeconds(9));
        track.tick();

        DeliveryStatus ada = track.delivered(EVENT, "ada", Channel.EMAIL);
        assertThat(ada.getRecipient()).isEmpty();
        assertThat(ada.getError()).isNull();
        assertThat(ada.getState()).isEqualTo(State.DEAD);
        assertThat(track.delivered(EVENT, "alan", Channel.EMAIL).getRecipient()).isEqualTo("alan");
        assertThat(track.event(EVENT).getTallies()).isEqualTo(before);
        assertThat(track.storedText()).doesNotContain("ada");
    }

    @Test
    void an_outcome_that_comes_later_counts_once_and_brings_no_name_back() {
        track.chunk(EVENT, true, Channel.EMAIL, "ada");
        track.erased("ada", ACCEPTED.plusSeconds(9));
        for (int twice = 0; twice < 2; twice++) {
            track.outcome(EVENT, "ada", Channel.EMAIL, State.CANCELLED, Reason.UNKNOWN_RECIPIENT, 0, 1);
            track.tick();
        }

        assertThat(track.state(EVENT)).hasToString("DONE");
        assertThat(track.event(EVENT).getTallies())
                .containsExactly(new Tally(Channel.EMAIL, State.CANCELLED, Reason.UNKNOWN_RECIPIENT, 1L));
        assertThat(track.storedText()).doesNotContain("ada");
    }

    @Test
    void a_chunk_that_comes_behind_the_erasure_leaves_no_name() {
        track.erased("ada", ACCEPTED.plusSeconds(9));
        track.chunk(EVENT, true, Channel.EMAIL, "ada", "alan");

        assertThat(track.delivered(EVENT, "ada", Channel.EMAIL).getRecipient()).isEmpty();
        assertThat(track.delivered(EVENT, "alan", Channel.EMAIL).getRecipient()).isEqualTo("alan");
    }

    @Test
    void what_was_accepted_after_the_erasure_is_the_new_persons() {
        track.chunk(EVENT, true, Channel.EMAIL, "ada");
        track.erased("ada", ACCEPTED);

        assertThat(track.delivered(EVENT, "ada", Channel.EMAIL).getRecipient()).isEqualTo("ada");
    }

    @Test
    void many_deliveries_lose_the_name_in_turns() {
        for (int n = 0; n < 2_500; n++) {
            track.chunk(EventKey.of("test", "many" + n), true, Channel.EMAIL, "ada");
        }
        track.erased("ada", ACCEPTED.plusSeconds(9));
        assertThat(track.storedText()).contains("ada");

        track.tick();
        track.tick();
        track.tick();
        assertThat(track.storedText()).doesNotContain("ada");
    }
}
