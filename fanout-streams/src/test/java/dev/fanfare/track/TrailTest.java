package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found of one event for one person.
class TrailTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir, Retention.DEFAULT, 24);
        track.admitted(EVENT, 1);
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    @DisplayName("S0-13: what was decided, said and done for one person is found, and nothing of another's")
    void each_persons_own_steps_are_found() {
        track.told(EVENT, EMAIL, "Good morning", "ada", "alan");
        track.outcome(EVENT, "ada", EMAIL, State.DEFERRED, 1);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 2);

        assertThat(track.trail(EVENT, "ada"))
                .containsExactlyInAnyOrder(
                        "email chosen", "email rendered Good morning", "email attempt", "email retry", "email attempt");
        assertThat(track.trail(EVENT, "alan")).containsExactly("email chosen", "email rendered Good morning");
        assertThat(track.trail(EVENT, "nobody")).isEmpty();
    }

    @Test
    void words_that_one_person_alone_was_told_go_with_the_person() {
        track.told(EVENT, EMAIL, "Good morning, Ada", "ada");
        track.told(EVENT, Channel.SMS, "Good morning, all", "ada", "alan");
        track.erased("ada", TrackScenario.ACCEPTED.plusSeconds(60));

        assertThat(track.storedText()).doesNotContain("Ada").contains("Good morning, all");
        assertThat(track.trail(EVENT, "ada")).isEmpty();
        assertThat(track.trail(EVENT, "alan")).containsExactly("sms chosen", "sms rendered Good morning, all");
    }

    @Test
    void beyond_the_detail_limit_the_end_and_the_reading_are_told() {
        track.chunk(EVENT, false, IN_APP, "a", "b");
        track.chunk(EVENT, true, IN_APP, "ada", "alan");
        track.outcome(EVENT, "ada", IN_APP, State.DELIVERED, 1);
        int bytes = track.storedText().length();
        track.read(EVENT, "ada", IN_APP);
        track.read(EVENT, "ada", IN_APP);

        assertThat(track.trail(EVENT, "ada")).containsExactly("in-app attempt", "in-app read");
        assertThat(track.brief(EVENT, "alan")).containsExactly("in-app QUEUED");
        assertThat(track.storedText().length() - bytes).isEqualTo(Long.BYTES);
    }

    @Test
    @DisplayName("S2-39: what is sent, delivered, read and failed is summed up by day, type and channel")
    void days_are_summed_up() {
        track.told(EVENT, EMAIL, "Hello", "ada", "alan", "grace");
        track.outcome(EVENT, "ada", EMAIL, State.DEFERRED, 1);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 2);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 2);
        track.failed(EVENT, "alan", "550 no such user bob@example.org");
        track.read(EVENT, "ada", EMAIL);
        track.read(EVENT, "ada", EMAIL);

        assertThat(track.days())
                .containsExactly("2026-03-01 greeting email: 2 sent, 1 delivered, 1 read, 1 failed,"
                        + " [Why[errorCategory=rejected, error=550 no such user …@…, count=1]]");
    }

    @Test
    void sums_go_after_their_time() {
        track.told(EVENT, EMAIL, "Hello", "ada");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.pass(Duration.ofDays(91));
        String later = EventKey.of("test", "2");
        track.acceptedAt(TrackScenario.ACCEPTED.plus(Duration.ofDays(91)));
        track.told(later, EMAIL, "Hello", "ada");
        track.outcome(later, "ada", EMAIL, State.DELIVERED, 1);

        assertThat(track.days())
                .isEqualTo(List.of("2026-05-31 greeting email: 1 sent, 1 delivered, 0 read, 0 failed, []"));
    }
}
