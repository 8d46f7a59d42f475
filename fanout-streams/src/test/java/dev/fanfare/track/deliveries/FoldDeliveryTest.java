package dev.fanfare.track.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The rules of the fold, some by example and some over what chance brings.
class FoldDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final ChunkEntry ENTRY =
            new ChunkEntry("id", "ada", Channel.EMAIL, Lane.STANDARD, State.QUEUED, null, null, false, null);

    /// A delivery and its counts, as they go.
    private static final class Ledger {
        DeliveryStatus status = FoldDelivery.begin(null, ENTRY, "event", NOW).status();
        List<Tally> counts = List.of(new Tally(Channel.EMAIL, State.QUEUED, null, 1L));

        Ledger take(Outcome outcome) {
            FoldDelivery.fold(status, outcome).ifPresent(folded -> {
                status = folded.status();
                counts = Tallies.sum(counts, folded.tallies());
            });
            return this;
        }
    }

    @Test
    void who_waits_once_more_without_an_attempt_is_counted_once_and_shows_until_when() {
        Ledger ledger = new Ledger().take(waiting(NOW.plusSeconds(3))).take(waiting(NOW.plusSeconds(6)));
        assertThat(ledger.status.getNextAttemptAt()).isEqualTo(NOW.plusSeconds(6));
        assertThat(ledger.counts).containsExactly(new Tally(Channel.EMAIL, State.DEFERRED, null, 1L));
        assertThat(ledger.take(waiting(NOW.plusSeconds(3))).status.getNextAttemptAt())
                .isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void each_pause_holds_and_its_end_queues_again_whatever_comes_late_of_one_before() {
        Ledger ledger = new Ledger().take(held(1));
        assertThat(ledger.counts).containsExactly(new Tally(Channel.EMAIL, State.HELD, null, 1L));
        assertThat(ledger.take(resumed(1)).counts).containsExactly(new Tally(Channel.EMAIL, State.QUEUED, null, 1L));
        assertThat(ledger.take(held(1)).counts).containsExactly(new Tally(Channel.EMAIL, State.QUEUED, null, 1L));
        assertThat(ledger.take(held(2)).counts).containsExactly(new Tally(Channel.EMAIL, State.HELD, null, 1L));
        assertThat(ledger.take(resumed(1)).counts).containsExactly(new Tally(Channel.EMAIL, State.HELD, null, 1L));
        assertThat(ledger.take(resumed(2)).status.getState()).isEqualTo(State.QUEUED);
    }

    @Test
    void an_end_of_a_pause_that_is_heard_of_before_its_beginning_changes_no_count() {
        Ledger ledger = new Ledger().take(resumed(1)).take(held(1));
        assertThat(ledger.counts).containsExactly(new Tally(Channel.EMAIL, State.QUEUED, null, 1L));
    }

    @Test
    void what_was_deferred_goes_on_counting_so_over_a_pause() {
        Ledger ledger = new Ledger().take(waiting(NOW)).take(held(1)).take(resumed(1));
        assertThat(ledger.counts).containsExactly(new Tally(Channel.EMAIL, State.DEFERRED, null, 1L));
    }

    private static Outcome held(int holds) {
        return paused(State.HELD, holds);
    }

    private static Outcome resumed(int holds) {
        return paused(State.QUEUED, holds);
    }

    private static Outcome paused(State state, int holds) {
        Outcome outcome = waiting(NOW);
        outcome.setState(state);
        outcome.setNextAttemptAt(null);
        outcome.setHolds(holds);
        return outcome;
    }

    private static Outcome waiting(Instant until) {
        Outcome outcome = new Outcome();
        outcome.setDelivery("id");
        outcome.setEvent("event");
        outcome.setType("t");
        outcome.setRecipient("ada");
        outcome.setChannel(Channel.EMAIL);
        outcome.setLane(Lane.STANDARD);
        outcome.setState(State.DEFERRED);
        outcome.setNextAttemptAt(until);
        outcome.setAcceptedAt(NOW);
        outcome.setAt(NOW);
        return outcome;
    }

    @RepeatedTest(200)
    void repeating_outcomes_in_order_changes_nothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Outcome> once = outcomes(random);
        List<Outcome> repeated = repeated(once, random);

        Ledger plain = new Ledger();
        once.forEach(plain::take);
        Ledger again = new Ledger();
        for (Outcome outcome : repeated) {
            again.take(outcome);
            assertThat(again.counts)
                    .as("seed %d: counts after %s", seed, outcome)
                    .allSatisfy(tally -> assertThat(tally.getCount()).isPositive());
            assertThat(Tallies.expected(again.counts))
                    .as("seed %d: expected", seed)
                    .isEqualTo(1);
        }
        assertThat(again.status).as("seed %d", seed).isEqualTo(plain.status);
        assertThat(again.counts).as("seed %d", seed).isEqualTo(plain.counts);
        assertThat(again.counts).as("seed %d", seed).containsExactly(FoldDelivery.one(again.status, 1));
    }

    @Test
    void a_later_attempt_replaces_an_earlier_one() {
        Ledger ledger = new Ledger().take(outcome(State.DEFERRED, 0, 1)).take(outcome(State.DELIVERED, 0, 2));
        assertThat(ledger.status.getState()).isEqualTo(State.DELIVERED);
        assertThat(ledger.status.getNextAttemptAt()).isNull();
        assertThat(ledger.take(outcome(State.DEFERRED, 0, 1)).status.getState()).isEqualTo(State.DELIVERED);
    }

    @Test
    void a_replay_begins_behind_every_attempt() {
        Ledger ledger = new Ledger().take(outcome(State.DEAD, 0, 5)).take(outcome(State.DELIVERED, 1, 1));
        assertThat(ledger.status.getState()).isEqualTo(State.DELIVERED);
        assertThat(ledger.counts).containsExactly(new Tally(Channel.EMAIL, State.DELIVERED, null, 1L));
    }

    @Test
    void an_outcome_without_a_record_leaves_what_its_chunk_counted() {
        Folded folded = FoldDelivery.fold(null, outcome(State.DELIVERED, 0, 1)).orElseThrow();
        assertThat(folded.tallies())
                .containsExactly(
                        new Tally(Channel.EMAIL, State.QUEUED, null, -1L),
                        new Tally(Channel.EMAIL, State.DELIVERED, null, 1L));

        Folded begun = FoldDelivery.begin(folded.status(), ENTRY, "event", NOW);
        assertThat(begun.tallies()).isEmpty();
        assertThat(begun.status().getState()).isEqualTo(State.DELIVERED);
    }

    @Test
    void a_delivery_in_two_chunks_is_counted_once() {
        DeliveryStatus begun = FoldDelivery.begin(null, ENTRY, "event", NOW).status();
        assertThat(FoldDelivery.begin(begun, ENTRY, "event", NOW).tallies())
                .containsExactly(new Tally(Channel.EMAIL, State.QUEUED, null, -1L));
    }

    @Test
    void a_queued_outcome_is_nothing_new() {
        assertThat(FoldDelivery.fold(null, outcome(State.QUEUED, 0, 0))).isEqualTo(Optional.empty());
    }

    private static List<Outcome> outcomes(Random random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int n = random.nextInt(12); n >= 0; n--) {
            outcomes.add(outcome(
                    State.values()[random.nextInt(State.values().length)], random.nextInt(3), random.nextInt(4)));
        }
        return outcomes;
    }

    /// Each again as often as chance will, at any place behind itself.
    private static List<Outcome> repeated(List<Outcome> once, Random random) {
        List<Outcome> repeated = new ArrayList<>();
        for (int next = 0; next < once.size(); next++) {
            repeated.add(once.get(next));
            while (random.nextInt(3) == 0) {
                repeated.add(once.get(random.nextInt(next + 1)));
            }
        }
        return repeated;
    }

    private static Outcome outcome(State state, int replay, int attempt) {
        return Outcome.newBuilder()
                .setDelivery("id")
                .setEvent("event")
                .setType("greeting")
                .setRecipient("ada")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setState(state)
                .setReason(state == State.DEAD ? Reason.REJECTED : null)
                .setReplay(replay)
                .setAttempt(attempt)
                .setNextAttemptAt(state == State.DEFERRED ? NOW.plusSeconds(60) : null)
                .setAcceptedAt(NOW)
                .setAt(NOW.plusSeconds(attempt))
                .build();
    }
}
