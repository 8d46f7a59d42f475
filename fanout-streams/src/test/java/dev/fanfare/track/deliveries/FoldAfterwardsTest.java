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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a provider took and says later did not arrive.
class FoldAfterwardsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private DeliveryStatus status = FoldDelivery.begin(
                    null,
                    new ChunkEntry("id", "ada", Channel.SMS, Lane.STANDARD, State.QUEUED, null, null, false, null),
                    "event",
                    NOW)
            .status();
    private List<Tally> counts = List.of(new Tally(Channel.SMS, State.QUEUED, null, 1L));

    @Test
    void what_was_delivered_ends_dead_once() {
        take(outcome(State.DELIVERED, 2, false));
        take(outcome(State.DEAD, 0, true));
        take(outcome(State.DEAD, 0, true));

        assertThat(status.getState()).isEqualTo(State.DEAD);
        assertThat(status.getAttempt()).isEqualTo(2);
        assertThat(status.getReceipt()).isEqualTo("SM1");
        assertThat(counts).containsExactly(new Tally(Channel.SMS, State.DEAD, Reason.REJECTED, 1L));
    }

    @Test
    void a_report_that_overtakes_the_providers_answer_stays() {
        take(outcome(State.DEFERRED, 1, false));
        take(outcome(State.DEAD, 0, true));
        take(outcome(State.DELIVERED, 2, false));

        assertThat(status.getState()).isEqualTo(State.DEAD);
        assertThat(counts).containsExactly(new Tally(Channel.SMS, State.DEAD, Reason.REJECTED, 1L));
    }

    @Test
    void what_ended_otherwise_and_a_later_replay_stay() {
        take(outcome(State.CANCELLED, 1, false));
        take(outcome(State.DEAD, 0, true));
        assertThat(status.getState()).isEqualTo(State.CANCELLED);

        Outcome replayed = outcome(State.DELIVERED, 1, false);
        replayed.setReplay(1);
        take(replayed);
        take(outcome(State.DEAD, 0, true));
        assertThat(status.getState()).isEqualTo(State.DELIVERED);
    }

    private void take(Outcome outcome) {
        FoldDelivery.fold(status, outcome).ifPresent(folded -> {
            status = folded.status();
            counts = Tallies.sum(counts, folded.tallies());
        });
    }

    private static Outcome outcome(State state, int attempt, boolean afterwards) {
        @Nullable
        Reason reason = state == State.DEAD ? Reason.REJECTED : state == State.CANCELLED ? Reason.CANCELLED : null;
        return Outcome.newBuilder()
                .setDelivery("id")
                .setEvent("event")
                .setType("t")
                .setRecipient("ada")
                .setChannel(Channel.SMS)
                .setLane(Lane.STANDARD)
                .setState(state)
                .setReason(reason)
                .setAttempt(attempt)
                .setReceipt(state == State.DELIVERED ? "SM1" : null)
                .setAcceptedAt(NOW)
                .setAt(NOW)
                .setAfterwards(afterwards)
                .build();
    }
}
