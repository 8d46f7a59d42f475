package dev.fanfare.track.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a delivery's record tells of how it came to stand where it stands.
class TellTrailTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private DeliveryStatus status = begun(State.QUEUED, null, null);
    private Instant at = NOW;

    @Test
    void what_arrived_at_once_keeps_no_past() {
        take(State.DELIVERED, null, 0, 1, null);

        assertThat(status.getPast()).isEmpty();
        assertThat(steps()).containsExactly("chosen", "rendered", "attempt DELIVERED 1");
    }

    @Test
    void every_attempt_is_told_with_its_answer_and_what_followed() {
        take(State.DEFERRED, null, 0, 1, "503");
        take(State.DEFERRED, null, 0, 2, "time-out");
        take(State.DEAD, Reason.ATTEMPTS_USED_UP, 0, 3, "504");
        take(State.QUEUED, null, 1, 0, null);
        take(State.DELIVERED, null, 1, 1, null);
        status.setReadAt(at.plusSeconds(5));

        assertThat(steps())
                .containsExactly(
                        "chosen",
                        "rendered",
                        "attempt DEFERRED 1",
                        "retry",
                        "attempt DEFERRED 2",
                        "retry",
                        "attempt DEFERRED 3",
                        "dead-lettered attempts-used-up",
                        "replayed",
                        "attempt DELIVERED 1",
                        "read");
    }

    @Test
    void what_was_held_says_until_when_and_when_it_went_on() {
        Instant until = NOW.plusSeconds(3_600);
        status = begun(State.HELD, Reason.QUIET, until);
        Outcome released = outcome(State.QUEUED, null, 0, 0, null);
        released.setHolds(1);
        take(released);
        take(State.DELIVERED, null, 0, 1, null);

        assertThat(steps()).containsExactly("held quiet", "rendered", "released", "attempt DELIVERED 1");
        assertThat(TellTrail.of("id", status, null).getFirst().until()).isEqualTo(until);
    }

    @Test
    void a_retry_that_quiet_hours_put_off_says_so_and_why_it_is_one() {
        Instant until = NOW.plusSeconds(3_600);
        Outcome failed = outcome(State.DEFERRED, null, 0, 1, "503");
        failed.setErrorCategory("provider");
        failed.setNextAttemptAt(NOW.plusSeconds(600));
        take(failed);
        Outcome put = outcome(State.DEFERRED, Reason.QUIET, 0, 1, "503");
        put.setNextAttemptAt(until);
        take(put);

        assertThat(steps()).containsExactly("chosen", "rendered", "attempt DEFERRED 1", "retry", "retry quiet");
        assertThat(TellTrail.of("id", status, null).getLast().until()).isEqualTo(until);
        assertThat(status.getErrorCategory()).isEqualTo("provider");
    }

    @Test
    void what_was_refused_says_why() {
        status = begun(State.SKIPPED, Reason.MUTED, null);

        assertThat(steps()).containsExactly("refused muted", "rendered");
    }

    @Test
    void what_bounced_was_delivered_before() {
        take(State.DELIVERED, null, 0, 1, null);
        Outcome bounced = outcome(State.DEAD, Reason.REJECTED, 0, 1, "550 no such user");
        bounced.setAfterwards(true);
        take(bounced);

        assertThat(steps()).containsExactly("chosen", "rendered", "attempt DELIVERED 1", "bounced rejected");
    }

    @Test
    void the_first_and_the_last_of_very_many_are_kept() {
        for (int attempt = 1; attempt <= 100; attempt++) {
            take(State.DEFERRED, null, 0, attempt, "503");
        }

        assertThat(status.getPast()).hasSize(FoldPast.MOST);
        assertThat(status.getPastDropped()).isEqualTo(99 - FoldPast.MOST);
        assertThat(status.getPast().getFirst().getAttempt()).isEqualTo(1);
        assertThat(status.getPast().getLast().getAttempt()).isEqualTo(99);
    }

    private List<String> steps() {
        return TellTrail.of("id", status, new Said("Hello", "Ada", 1)).stream()
                .map(step -> step.step()
                        + (step.reason() == null ? "" : " " + step.reason())
                        + (step.answer() == null ? "" : " " + step.answer() + " " + step.attempt()))
                .toList();
    }

    private void take(State state, @Nullable Reason reason, int replay, int attempt, @Nullable String error) {
        take(outcome(state, reason, replay, attempt, error));
    }

    private void take(Outcome outcome) {
        status = FoldDelivery.fold(status, outcome).orElseThrow().status();
    }

    private Outcome outcome(State state, @Nullable Reason reason, int replay, int attempt, @Nullable String error) {
        at = at.plusSeconds(60);
        return Outcome.newBuilder()
                .setDelivery("id")
                .setEvent("event")
                .setType("greeting")
                .setRecipient("ada")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setState(state)
                .setReason(reason)
                .setReplay(replay)
                .setAttempt(attempt)
                .setError(error)
                .setAcceptedAt(NOW)
                .setAt(at)
                .build();
    }

    private static DeliveryStatus begun(State state, @Nullable Reason reason, @Nullable Instant until) {
        ChunkEntry entry = new ChunkEntry("id", "ada", Channel.EMAIL, Lane.STANDARD, state, reason, until, false, null);
        return FoldDelivery.begin(null, entry, "event", NOW).status();
    }
}
