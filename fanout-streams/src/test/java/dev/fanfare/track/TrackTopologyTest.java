package dev.fanfare.track;

import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.events.EventState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tracking makes of chunks and outcomes.
class TrackTopologyTest {

    private static final String EVENT = EventKey.of("test", "1");

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void start() {
        track = new TrackScenario(stateDir);
    }

    @AfterEach
    void stop() {
        track.close();
    }

    @Test
    void the_topology_is_the_one_that_was_agreed_on() throws IOException {
        String golden =
                new String(getClass().getResourceAsStream("topology.txt").readAllBytes(), StandardCharsets.UTF_8);
        String now = TrackScenario.topology().describe().toString();
        assertThat(now).isEqualToNormalizingNewlines(golden).doesNotContain("KSTREAM-", "KTABLE-");
    }

    @Test
    @DisplayName(
            "S0-12, S0-18, S1-19, S3-10: an event goes from expanding over delivering to done, and its counts add up all the way")
    void an_event_goes_from_expanding_over_delivering_to_done() {
        track.admitted(EVENT, 2);
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);

        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
        assertThat(track.event(EVENT).getProgress()).isNull();

        track.chunk(EVENT, true, State.SKIPPED, Reason.NO_ADDRESS, EMAIL, "grace");
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
        assertThat(track.event(EVENT).getProgress()).isEqualTo(1.0 / 3);
        assertThat(track.event(EVENT).getRecipients()).isEqualTo(3);

        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.DEAD, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.event(EVENT).getDoneAt()).isNotNull();
        assertThat(track.event(EVENT).getTallies())
                .containsExactly(
                        new Tally(EMAIL, State.DELIVERED, null, 1L),
                        new Tally(EMAIL, State.SKIPPED, Reason.NO_ADDRESS, 1L),
                        new Tally(EMAIL, State.DEAD, Reason.REJECTED, 1L));
    }

    @Test
    @DisplayName("S0-13, S1-19, S1-21: each delivery has its record")
    void each_delivery_has_its_record() {
        track.chunk(EVENT, true, EMAIL, "ada");
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.QUEUED);

        track.outcome(EVENT, "ada", EMAIL, State.DEFERRED, 1);
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 2);
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.DELIVERED);
        assertThat(track.delivered(EVENT, "ada", EMAIL).getAttempt()).isEqualTo(2);
    }

    @Test
    void an_outcome_told_twice_counts_once() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, IN_APP, "ada", "alan");
        track.outcome(EVENT, "ada", IN_APP, State.DELIVERED, 1);
        track.tick();
        track.outcome(EVENT, "ada", IN_APP, State.DELIVERED, 1);
        track.tick();
        assertThat(track.event(EVENT).getTallies())
                .containsExactly(
                        new Tally(IN_APP, State.QUEUED, null, 1L), new Tally(IN_APP, State.DELIVERED, null, 1L));
    }

    @Test
    void a_replay_goes_back_to_delivering_and_progress_does_not_fall() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, EMAIL, "ada");
        track.outcome(EVENT, "ada", EMAIL, State.DEAD, 1);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);

        track.outcome(EVENT, "ada", EMAIL, State.QUEUED, 1, 0);
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
        assertThat(track.event(EVENT).getProgress()).isEqualTo(1.0);
        assertThat(track.event(EVENT).getTallies()).containsExactly(new Tally(EMAIL, State.QUEUED, null, 1L));
    }

    @Test
    void counts_may_come_before_the_head() {
        track.chunk(EVENT, true, EMAIL, "ada");
        track.tick();
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
        track.admitted(EVENT, 1);
        assertThat(track.state(EVENT)).isEqualTo(EventState.DELIVERING);
    }

    @Test
    void what_was_not_admitted_says_so_and_may_come_again() {
        track.admitted(EVENT, Admission.UNMATCHED, 0);
        assertThat(track.state(EVENT)).isEqualTo(EventState.UNMATCHED);
        track.admitted(EVENT, Admission.ADMITTED, 1);
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
        track.admitted(EVENT, Admission.FAILED, 0);
        assertThat(track.state(EVENT)).isEqualTo(EventState.EXPANDING);
    }

    @Test
    void an_event_for_nobody_is_done_at_once() {
        track.admitted(EVENT, 0);
        assertThat(track.state(EVENT)).isEqualTo(EventState.DONE);
        assertThat(track.event(EVENT).getProgress()).isEqualTo(1.0);
    }

    @Test
    void changes_are_summed_and_wait_in_the_store_until_they_are_forwarded() {
        track.admitted(EVENT, 1);
        track.written(TrackScenario.TOPICS.counts().name());
        track.chunk(EVENT, true, EMAIL, "ada", "alan");
        track.outcome(EVENT, "ada", EMAIL, State.DELIVERED, 1);
        track.outcome(EVENT, "alan", EMAIL, State.DELIVERED, 1);
        assertThat(track.pending()).isEqualTo(1);
        assertThat(track.written(TrackScenario.TOPICS.counts().name())).isEmpty();

        track.tick();
        assertThat(track.pending()).isZero();
        assertThat(track.written(TrackScenario.TOPICS.counts().name())).hasSize(1);
    }

    @Test
    void whoever_waits_for_an_event_is_told_of_each_change() {
        track.admitted(EVENT, 1);
        assertThat(track.changed).containsExactly(EVENT);
    }

    @Test
    @DisplayName("S0-15: a record that cannot be read stops nothing and is buried with its reason")
    void a_record_that_cannot_be_read_is_buried() {
        String outcomes = TrackScenario.TOPICS.outcomes().name();
        track.bytes(outcomes, new byte[] {1, 2, 3});
        track.bytes(TrackScenario.TOPICS.counts().name(), null);
        track.chunk("no-key", true, EMAIL, "ada");
        track.chunk(EVENT, true, EMAIL, "ada");

        var buried = track.written(TrackScenario.TOPICS.eventsDlt().name());
        assertThat(buried).hasSize(3);
        TestRecord<byte[], byte[]> first = buried.getFirst();
        assertThat(first.value()).containsExactly(1, 2, 3);
        assertThat(first.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
        assertThat(RecordHeaders.get(first.headers(), RecordHeaders.REASON).orElseThrow())
                .startsWith("unreadable: ");
        assertThat(RecordHeaders.get(first.headers(), RecordHeaders.ORIGIN)).contains(outcomes + "-0@0");
        assertThat(track.delivered(EVENT, "ada", EMAIL).getState()).isEqualTo(State.QUEUED);
    }

    @Test
    @DisplayName("S1-26, S1-27, S1-28: events and deliveries are counted under the names of the old system")
    void events_and_deliveries_are_counted() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, IN_APP, "ada");
        track.outcome(EVENT, "ada", IN_APP, State.DELIVERED, 1);
        track.outcome(EVENT, "ada", IN_APP, State.DELIVERED, 1);
        track.tick();
        assertThat(count("notification.created", "notification_type", "greeting", "priority", "normal"))
                .isEqualTo(1);
        assertThat(count("notification.dispatched", "notification_type", "greeting"))
                .isEqualTo(1);
        assertThat(count("notification.delivered", "channel", "in_app", "status", "delivered"))
                .isEqualTo(1);
        assertThat(track.meters
                        .get("notification.delivery")
                        .tag("channel", "in_app")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_retry_counts_once_also_where_quiet_hours_put_it_off() {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, true, EMAIL, "ada");
        track.deferred(EVENT, "ada", EMAIL, null, Duration.ofMinutes(10));
        track.deferred(EVENT, "ada", EMAIL, Reason.QUIET, Duration.ofHours(1));

        assertThat(count("notification.retry", "channel", "email")).isEqualTo(1);
    }

    private double count(String name, String... tags) {
        return track.meters.get(name).tags(tags).counter().count();
    }
}
