package dev.fanfare.track;

import static dev.fanfare.track.LetterScenario.EVENT;
import static dev.fanfare.track.LetterScenario.bytes;
import static dev.fanfare.track.LetterScenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dead letters that are sent again, or discarded.
class ReplayTest {

    private static final Map<String, String> ALL = Map.of();
    private static final Duration TICK = Duration.ofMillis(100);

    @TempDir
    Path stateDir;

    private LetterScenario letters;
    private ReplayWords replays;

    @BeforeEach
    void start() {
        letters = new LetterScenario(stateDir);
        replays = new ReplayWords(letters);
    }

    @AfterEach
    void stop() {
        letters.close();
    }

    @Test
    @DisplayName("S1-15 S2-41 a replay sends what matches and leaves the rest")
    void a_replay_sends_what_matches_and_leaves_the_rest() {
        letters.dead("ada", Reason.REJECTED).dead("alan", Reason.TIMEOUT).dead("grace", Reason.REJECTED);
        replays.ask("1", Map.of("reason", "rejected"));
        letters.pass(Duration.ofSeconds(1), TICK);

        assertThat(replays.sent()).extracting(ReplayWords.Sent::recipient).containsExactlyInAnyOrder("ada", "grace");
        assertThat(letters.recipients(ALL)).containsExactly("alan");
        assertThat(letters.counts()).isEqualTo(Map.of("email", Map.of("timeout", 1L)));
        assertThat(replays.view("1")).isEqualTo("DONE 2 of 2, 0 skipped");
    }

    @Test
    void what_is_sent_again_begins_with_its_first_attempt_and_counts_as_open() {
        letters.dead("ada", Reason.ATTEMPTS_USED_UP, 2, 5);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK);

        assertThat(replays.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.id()).isEqualTo(id("ada"));
            assertThat(sent.replay()).isEqualTo(3);
            assertThat(sent.header(RecordHeaders.ATTEMPT)).isEqualTo("1");
            assertThat(sent.header(RecordHeaders.REPLAY)).isEqualTo("1");
            assertThat(sent.header(RecordHeaders.REFRESH)).isEmpty();
        });
        assertThat(replays.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getDelivery()).isEqualTo(id("ada"));
            assertThat(outcome.getEvent()).isEqualTo(EVENT);
            assertThat(outcome.getState()).isEqualTo(State.QUEUED);
            assertThat(outcome.getReplay()).isEqualTo(3);
            assertThat(outcome.getAttempt()).isZero();
        });
    }

    @Test
    void what_dies_again_is_not_sent_twice_by_the_same_replay_and_can_be_by_the_next() {
        letters.dead("ada", Reason.REJECTED).pass(Duration.ofMinutes(1));
        replays.ask("1", ALL);
        letters.pass(TICK.multipliedBy(2), TICK).dead("ada", Reason.REJECTED, 1, 1);
        letters.pass(Duration.ofSeconds(2), TICK);
        assertThat(replays.sent()).hasSize(1);
        assertThat(letters.recipients(ALL)).containsExactly("ada");

        replays.ask("2", ALL);
        letters.pass(Duration.ofSeconds(1), TICK);
        assertThat(replays.sent()).singleElement().satisfies(sent -> assertThat(sent.replay())
                .isEqualTo(2));
    }

    @Test
    void a_letter_that_its_channel_writes_twice_does_not_come_back_when_it_was_sent_again() {
        letters.dead("ada", Reason.REJECTED);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK).dead("ada", Reason.REJECTED);
        assertThat(letters.recipients(ALL)).isEmpty();
        assertThat(letters.counts()).isEmpty();
    }

    @Test
    void what_never_had_words_is_skipped_and_stays() {
        letters.dead("ada", Reason.RENDER, 0, 0).dead("alan", Reason.REJECTED);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK);
        assertThat(replays.sent()).extracting(ReplayWords.Sent::recipient).containsExactly("alan");
        assertThat(letters.recipients(ALL)).containsExactly("ada");
        assertThat(replays.view("1")).isEqualTo("DONE 1 of 2, 1 skipped");
    }

    @Test
    void a_rate_is_held_to_within_a_tenth() {
        for (int n = 0; n < 1_000; n++) {
            letters.dead("p" + n, Reason.REJECTED);
        }
        replays.askAtRate("1", 100);
        letters.pass(Duration.ofSeconds(2), TICK);
        replays.sent();
        for (int second = 0; second < 5; second++) {
            letters.pass(Duration.ofSeconds(1), TICK);
            assertThat(replays.sent().size()).as("second %d", second).isBetween(90, 110);
        }
        letters.pass(Duration.ofSeconds(6), TICK);
        assertThat(letters.recipients(ALL)).isEmpty();
        assertThat(replays.view("1")).isEqualTo("DONE 1000 of 1000, 0 skipped");
    }

    @Test
    void a_replay_that_is_stopped_leaves_what_it_has_not_reached() {
        for (int n = 0; n < 100; n++) {
            letters.dead("p" + n, Reason.REJECTED);
        }
        replays.askAtRate("1", 10);
        letters.pass(Duration.ofSeconds(3), TICK);
        replays.stop("1");
        letters.pass(Duration.ofSeconds(1), TICK);
        int sent = replays.sent().size();
        assertThat(sent).isBetween(10, 40);
        letters.pass(Duration.ofSeconds(10), TICK);
        assertThat(replays.sent()).isEmpty();
        assertThat(letters.recipients(ALL)).hasSize(100 - sent);
        assertThat(replays.view("1")).isEqualTo("STOPPED " + sent + " of 100, 0 skipped");
    }

    @Test
    void a_discard_takes_what_matches_out_of_the_table_and_sends_nothing() {
        letters.dead("ada", Reason.REJECTED).dead("alan", Reason.TIMEOUT);
        replays.discard("1", Map.of("reason", "timeout"));
        letters.pass(Duration.ofSeconds(1), TICK);
        assertThat(replays.sent()).isEmpty();
        assertThat(replays.outcomes()).isEmpty();
        assertThat(letters.recipients(ALL)).containsExactly("ada");
        letters.dead("alan", Reason.TIMEOUT);
        assertThat(letters.recipients(ALL)).containsExactly("ada");
    }

    @Test
    @DisplayName("S2-41 an event that was refused goes back as it came")
    void an_event_that_was_refused_goes_back_as_it_came() {
        letters.buried(
                bytes("k"),
                bytes("{"),
                Map.of(
                        RecordHeaders.REASON,
                        "unreadable: no JSON",
                        RecordHeaders.ORIGIN,
                        "fanfare.events.standard-0@17",
                        "ce_type",
                        "greeting"));
        replays.ask("1", Map.of("channel", "events"));
        letters.pass(Duration.ofSeconds(1), TICK);

        assertThat(letters.written("fanfare.events.standard")).singleElement().satisfies(event -> {
            assertThat(event.key()).isEqualTo(bytes("k"));
            assertThat(event.value()).isEqualTo(bytes("{"));
            assertThat(event.headers().toArray()).hasSize(1).allSatisfy(header -> assertThat(header.key())
                    .isEqualTo("ce_type"));
        });
        assertThat(letters.counts()).isEmpty();
    }

    @Test
    void one_dead_letter_can_be_sent_now() {
        letters.dead("ada", Reason.REJECTED).dead("alan", Reason.REJECTED);
        replays.retryNow(id("ada"));
        assertThat(replays.sent()).extracting(ReplayWords.Sent::recipient).containsExactly("ada");
        assertThat(letters.recipients(ALL)).containsExactly("alan");
    }

    @Test
    void the_audit_hears_of_the_end_with_its_counts() {
        letters.dead("ada", Reason.REJECTED);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK);
        assertThat(replays.audit())
                .containsExactly(List.of(
                        "ops",
                        "dead-letters.replay.end",
                        "1",
                        "{\"matched\":1,\"done\":1,\"skipped\":0,\"stopped\":false}"));
    }

    @Test
    void asked_twice_with_the_same_id_it_runs_once() {
        letters.dead("ada", Reason.REJECTED);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK).dead("alan", Reason.REJECTED);
        replays.ask("1", ALL);
        letters.pass(Duration.ofSeconds(1), TICK);
        assertThat(letters.recipients(ALL)).containsExactly("alan");
    }
}
