package dev.fanfare.track;

import static dev.fanfare.track.LetterScenario.BEGIN;
import static dev.fanfare.track.LetterScenario.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.track.dead.LettersInStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.server.ResponseStatusException;

/// Dead letters as a table: listed, chosen, counted, and gone when their time is over.
class DeadLetterTableTest {

    private static final Map<String, String> ALL = Map.of();
    private static final Map<String, String> EVENTS = Map.of("channel", "events");

    @TempDir
    Path stateDir;

    private LetterScenario letters;

    @BeforeEach
    void start() {
        letters = new LetterScenario(stateDir);
    }

    @AfterEach
    void stop() {
        letters.close();
    }

    @Test
    void the_newest_comes_first_whatever_the_pages_are() {
        for (int n = 0; n < 30; n++) {
            letters.dead("p" + n, Reason.REJECTED).pass(Duration.ofSeconds(1));
        }
        for (int limit : new int[] {1, 7, 30, 31}) {
            assertThat(LettersInStore.list(letters.store(), ALL, limit))
                    .as("limit %d", limit)
                    .extracting(LettersInStore.Seen::recipient)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(n -> "p" + (29 - n)).toList());
        }
    }

    @Test
    @DisplayName("S3-20 each filter chooses and all must fit")
    void each_filter_chooses_and_all_must_fit() {
        letters.dead("ada", Reason.REJECTED).pass(Duration.ofMinutes(1)).dead("alan", Reason.ATTEMPTS_USED_UP);
        assertThat(letters.recipients(Map.of("reason", "rejected"))).containsExactly("ada");
        assertThat(letters.recipients(Map.of("channel", "email"))).containsExactly("alan", "ada");
        assertThat(letters.recipients(Map.of("channel", "webhook"))).isEmpty();
        assertThat(letters.recipients(Map.of("type", "greeting", "recipient", "ada")))
                .containsExactly("ada");
        assertThat(letters.recipients(Map.of("type", "other"))).isEmpty();
        assertThat(letters.recipients(Map.of("event", LetterScenario.EVENT))).hasSize(2);
        String later = BEGIN.plusSeconds(60).toString();
        assertThat(letters.recipients(Map.of("from", later))).containsExactly("alan");
        assertThat(letters.recipients(Map.of("to", later))).containsExactly("ada");
        String end = BEGIN.plusSeconds(120).toString();
        assertThat(letters.recipients(Map.of("from", later, "to", end))).containsExactly("alan");
    }

    @Test
    void of_a_person_or_a_time_no_others_are_looked_at_and_of_all_no_more_than_may_be() {
        for (int n = 0; n < 20; n++) {
            letters.dead("p" + n, Reason.REJECTED).pass(Duration.ofMinutes(1));
        }
        Map<String, Long> one = Map.of("rejected", 1L);
        assertThat(LettersInStore.counted(letters.store(), Map.of("recipient", "p3"), 1))
                .isEqualTo(Map.entry(one, true));
        Map<String, String> minute = Map.of(
                "from",
                BEGIN.plusSeconds(180).toString(),
                "to",
                BEGIN.plusSeconds(240).toString());
        assertThat(LettersInStore.counted(letters.store(), minute, 1)).isEqualTo(Map.entry(one, true));
        assertThat(LettersInStore.counted(letters.store(), Map.of("type", "greeting"), 20))
                .isEqualTo(Map.entry(Map.of("rejected", 20L), true));
        assertThat(LettersInStore.counted(letters.store(), Map.of("type", "greeting"), 19))
                .isEqualTo(Map.entry(Map.of("rejected", 19L), false));
    }

    @Test
    void a_letter_that_is_older_than_what_was_dropped_last_goes_as_well() {
        letters.dead("ada", Reason.REJECTED).pass(Duration.ofDays(31), Duration.ofMinutes(30));
        assertThat(letters.recipients(ALL)).isEmpty();

        letters.deadSince("late", BEGIN.plus(Duration.ofHours(1))).pass(Duration.ofSeconds(1));

        assertThat(letters.recipients(ALL)).isEmpty();
        assertThat(letters.counts()).isEmpty();
    }

    @Test
    void a_parameter_that_makes_no_sense_is_refused_by_name() {
        assertRefused(Map.of("chanel", "email"), "chanel: is not known here");
        assertRefused(Map.of("channel", "pigeon"), "channel: must be one of");
        assertRefused(Map.of("reason", "weather"), "reason: must be one of");
        assertRefused(Map.of("from", "yesterday"), "from: must be a time as RFC 3339 writes it");
    }

    private void assertRefused(Map<String, String> query, String words) {
        assertThatThrownBy(() -> letters.list(query))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining(words);
    }

    @Test
    void counts_say_by_channel_and_reason_how_many_there_are() {
        letters.dead("ada", Reason.REJECTED)
                .dead("alan", Reason.REJECTED)
                .dead("grace", Reason.TIMEOUT)
                .buried(bytes("k"), bytes("{"), Map.of(RecordHeaders.REASON, "unreadable: no JSON"));
        assertThat(letters.counts())
                .isEqualTo(Map.of(
                        "email", Map.of("rejected", 2L, "timeout", 1L),
                        "events", Map.of("unreadable", 1L)));
        assertThat(LettersInStore.matching(letters.store(), Map.of("reason", "rejected")))
                .isEqualTo(Map.of("rejected", 2L));
        assertThat(LettersInStore.matching(letters.store(), EVENTS)).isEqualTo(Map.of("unreadable", 1L));
        assertThat(LettersInStore.matching(letters.store(), Map.of("recipient", "grace")))
                .isEqualTo(Map.of("timeout", 1L));
    }

    @Test
    void a_letter_that_comes_twice_counts_once_and_a_later_replays_takes_its_place() {
        letters.dead("ada", Reason.REJECTED, 0, 1).dead("ada", Reason.TIMEOUT, 0, 5);
        assertThat(letters.counts()).isEqualTo(Map.of("email", Map.of("rejected", 1L)));

        letters.pass(Duration.ofMinutes(1)).dead("ada", Reason.TIMEOUT, 1, 5);
        assertThat(letters.counts()).isEqualTo(Map.of("email", Map.of("timeout", 1L)));
        assertThat(letters.list(ALL)).extracting(LettersInStore.Seen::replay).containsExactly(1);
    }

    @Test
    void what_never_had_words_cannot_be_sent_again() {
        letters.dead("ada", Reason.RENDER, 0, 0).dead("alan", Reason.REJECTED, 0, 1);
        assertThat(letters.list(ALL))
                .allMatch(letter -> letter.replayable() == letter.recipient().equals("alan"));
    }

    @Test
    void a_buried_record_says_why_and_can_go_back_where_it_is_whole_and_was_an_event() {
        letters.buried(bytes("k"), bytes("{"), buriedFrom("fanfare.events.standard-0@17"))
                .buried(bytes("k"), bytes("{"), buriedFrom("fanfare.email.retry-0@3"));
        assertThat(letters.list(EVENTS))
                .extracting(LettersInStore.Seen::replayable)
                .containsExactlyInAnyOrder(true, false);
        assertThat(letters.list(ALL)).isEmpty();
    }

    private static Map<String, String> buriedFrom(String origin) {
        return Map.of(RecordHeaders.REASON, "unreadable: no JSON", RecordHeaders.ORIGIN, origin);
    }

    @Test
    void a_letter_that_cannot_be_read_is_buried_and_stands_in_the_table_of_events() {
        letters.bytes(LetterScenario.TOPICS.deadLetters(Channel.EMAIL).name(), bytes("no letter"));
        assertThat(letters.list(EVENTS))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo("unreadable"))
                .satisfies(letter -> assertThat(letter.replayable()).isFalse());
    }

    @Test
    @DisplayName(
            "letters go after fanfare.retention.dead-letters, buried records after events-dlt, and their counts too")
    void each_kind_goes_when_its_time_is_over() {
        letters.dead("ada", Reason.REJECTED).buried(bytes("k"), bytes("{"), Map.of());
        letters.pass(Duration.ofDays(6), Duration.ofHours(1));
        assertThat(letters.list(EVENTS)).hasSize(1);
        letters.dead("alan", Reason.REJECTED).pass(Duration.ofDays(2), Duration.ofHours(1));
        assertThat(letters.list(EVENTS)).isEmpty();
        assertThat(letters.recipients(ALL)).containsExactly("alan", "ada");
        letters.pass(Duration.ofDays(23), Duration.ofHours(1));
        assertThat(letters.recipients(ALL)).containsExactly("alan");
        letters.pass(Duration.ofDays(7), Duration.ofHours(1));
        assertThat(letters.counts()).isEmpty();
        assertThat(LettersInStore.size(letters.store())).isZero();
    }

    @Test
    void who_is_erased_leaves_the_table_and_what_comes_late_does_not_enter_it() {
        letters.dead("ada", Reason.REJECTED).dead("alan", Reason.REJECTED);
        letters.erased("ada", BEGIN.plusSeconds(5)).dead("ada", Reason.TIMEOUT, 1, 1);
        assertThat(letters.recipients(ALL)).containsExactly("alan");
        assertThat(letters.counts()).isEqualTo(Map.of("email", Map.of("rejected", 1L)));

        letters.acceptedAt(BEGIN.plusSeconds(6)).dead("ada", Reason.TIMEOUT, 0, 1);
        assertThat(letters.recipients(ALL)).containsExactlyInAnyOrder("alan", "ada");
    }
}
