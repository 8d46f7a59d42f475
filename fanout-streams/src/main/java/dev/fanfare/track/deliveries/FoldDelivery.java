package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fold: a delivery's record moves only to a later (replay, attempt, rank), and counts move only when the record
/// moves.  Outcomes are at-least-once; so the same one, or an older one, changes nothing.
final class FoldDelivery {

    private static final int ERROR_LENGTH = 500;
    private static final int MOST_HOLDS = 1_000_000_000;

    /// How far a record has come.
    private record Stage(int replay, int attempt, int rank) implements Comparable<Stage> {

        private static final Comparator<Stage> ORDER = Comparator.comparingInt(Stage::replay)
                .thenComparingInt(Stage::attempt)
                .thenComparingInt(Stage::rank);

        @Override
        public int compareTo(Stage other) {
            return ORDER.compare(this, other);
        }
    }

    private FoldDelivery() {}

    /// A delivery as expansion left it. Its chunk's tallies count it, so here they change only where it was counted
    /// before.
    static Folded begin(@Nullable DeliveryStatus before, ChunkEntry entry, String event, Instant at) {
        if (before == null) {
            return new Folded(begun(entry, event, at), List.of());
        }
        if (before.getCounted()) {
            return new Folded(before, List.of(tally(entry.getChannel(), entry.getState(), entry.getReason(), -1)));
        }
        before.setCounted(true);
        before.setCreatedAt(at);
        return new Folded(before, List.of());
    }

    private static DeliveryStatus begun(ChunkEntry entry, String event, Instant at) {
        DeliveryStatus status = new DeliveryStatus();
        status.setEvent(event);
        status.setRecipient(entry.getRecipient());
        status.setChannel(entry.getChannel());
        status.setLane(entry.getLane());
        status.setState(entry.getState());
        status.setReason(entry.getReason());
        status.setCreatedAt(at);
        status.setDigest(entry.getDigest());
        status.setMembers(List.of());
        status.setPast(List.of());
        status.setFinalAt(Tallies.isFinal(entry.getState()) ? at : null);
        status.setHeldUntil(entry.getHeldUntil());
        status.setAwaited(entry.getAwaited());
        status.setCounted(true);
        return status;
    }

    /// What `outcome` changes, or nothing. A delivery without a record was queued, and counted as such by its chunk.
    static Optional<Folded> fold(@Nullable DeliveryStatus before, Outcome outcome) {
        if (outcome.getAfterwards()) {
            return afterwards(before, outcome);
        }
        Stage now = new Stage(outcome.getReplay(), outcome.getAttempt(), rank(outcome.getState(), outcome.getHolds()));
        Stage then = before == null
                ? new Stage(0, 0, 0)
                : new Stage(before.getReplay(), before.getAttempt(), rank(before.getState(), before.getHolds()));
        int further = now.compareTo(then);
        if (further < 0 || further == 0 && !waitsOn(before, outcome)) {
            return Optional.empty();
        }
        DeliveryStatus after = moved(before, outcome);
        return Optional.of(new Folded(after, tallies(before, after)));
    }

    /// Whether it waits once more without a new attempt, for longer than was known: a throttle, or an open breaker.
    private static boolean waitsOn(@Nullable DeliveryStatus before, Outcome outcome) {
        Instant until = before == null ? null : before.getNextAttemptAt();
        Instant now = outcome.getNextAttemptAt();
        return outcome.getState() == State.DEFERRED && until != null && now != null && now.isAfter(until);
    }

    /// What a provider had taken did not arrive after all. It may say so before its own answer is known here: then the
    /// attempt that was not heard of yet ends so.
    private static Optional<Folded> afterwards(@Nullable DeliveryStatus before, Outcome outcome) {
        State stood = before == null ? State.QUEUED : before.getState();
        boolean open = !Tallies.isFinal(stood);
        int replay = before == null ? 0 : before.getReplay();
        if (outcome.getState() != State.DEAD || !open && stood != State.DELIVERED || outcome.getReplay() < replay) {
            return Optional.empty();
        }
        int attempts = before == null ? 0 : before.getAttempt();
        DeliveryStatus after = moved(before, outcome);
        after.setAttempt(open ? attempts + 1 : attempts);
        after.setMaxAttempts(before == null ? 0 : before.getMaxAttempts());
        after.setReceipt(before == null ? null : before.getReceipt());
        return Optional.of(new Folded(after, tallies(before, after)));
    }

    private static List<Tally> tallies(@Nullable DeliveryStatus before, DeliveryStatus after) {
        Tally left = before == null ? tally(after.getChannel(), State.QUEUED, null, -1) : one(before, -1);
        return Tallies.sum(List.of(left), List.of(one(after, 1)));
    }

    /// This delivery in the counts.
    static Tally one(DeliveryStatus status, long count) {
        return tally(status.getChannel(), status.getState(), status.getReason(), count);
    }

    private static Tally tally(Channel channel, State state, @Nullable Reason reason, long count) {
        return new Tally(channel, state, reason, count);
    }

    private static DeliveryStatus moved(@Nullable DeliveryStatus before, Outcome outcome) {
        State state = outcome.getState();
        DeliveryStatus status = new DeliveryStatus();
        status.setEvent(outcome.getEvent());
        status.setRecipient(outcome.getRecipient());
        status.setChannel(outcome.getChannel());
        status.setLane(outcome.getLane());
        status.setState(state);
        status.setReason(outcome.getReason());
        status.setReplay(outcome.getReplay());
        status.setAttempt(outcome.getAttempt());
        status.setMaxAttempts(outcome.getMaxAttempts());
        status.setCreatedAt(before == null ? outcome.getAcceptedAt() : before.getCreatedAt());
        status.setError(shortened(outcome.getError()));
        status.setErrorCategory(shortened(outcome.getErrorCategory()));
        status.setProvider(shortened(outcome.getProvider()));
        status.setReceipt(shortened(outcome.getReceipt()));
        status.setNextAttemptAt(state == State.DEFERRED ? outcome.getNextAttemptAt() : null);
        status.setHeldUntil(state == State.HELD ? outcome.getNextAttemptAt() : null);
        status.setFinalAt(Tallies.isFinal(state) ? outcome.getAt() : null);
        status.setDeliveredAt(state == State.DELIVERED ? outcome.getAt() : null);
        status.setCounted(before != null && before.getCounted());
        status.setAwaited(before != null && before.getAwaited());
        status.setHolds(outcome.getHolds());
        status.setDigest(before == null ? null : before.getDigest());
        status.setMembers(before == null ? List.of() : before.getMembers());
        status.setMovedAt(status.getFinalAt() == null ? outcome.getAt() : null);
        status.setReadAt(before == null ? null : before.getReadAt());
        status.setSaidIn(before == null ? null : before.getSaidIn());
        status.setSaid(before == null ? 0 : before.getSaid());
        if (before != null && state == State.DEFERRED && !Tallies.isFailure(outcome)) {
            keepFailure(status, before);
        }
        FoldPast.into(status, before);
        return status;
    }

    private static void keepFailure(DeliveryStatus status, DeliveryStatus before) {
        status.setError(before.getError());
        status.setErrorCategory(before.getErrorCategory());
        status.setProvider(before.getProvider());
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH);
    }

    /// What a pause put aside goes back to QUEUED at its end, behind the HELD of that pause and before that of the
    /// next.
    private static int rank(State state, int holds) {
        int pauses = Math.clamp(holds, 0, MOST_HOLDS);
        return switch (state) {
            case QUEUED -> 2 * pauses;
            case HELD -> 2 * Math.max(1, pauses) - 1;
            case DEFERRED -> 2 * MOST_HOLDS + 1;
            case DELIVERED, SKIPPED, DEAD, EXPIRED, CANCELLED -> 2 * MOST_HOLDS + 2;
        };
    }
}
