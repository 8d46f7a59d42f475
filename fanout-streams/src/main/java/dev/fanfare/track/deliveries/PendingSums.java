package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Changes of counts, summed by event until they are forwarded.
///
/// Streams calls nobody before it commits, so sums that stood in memory alone would be lost with a crash behind a
/// commit that covers their records. Therefore each sum stands in the store as well: in the same transaction as the
/// records it came from, and deleted in the same transaction that forwards it. So nothing is lost and nothing counts
/// twice, wherever a crash falls; a task that starts again finds what was left. The store's cache writes a sum once
/// for each commit.
final class PendingSums {

    private final EventSums store;
    private final Map<String, EventDelta> sums = new HashMap<>();

    PendingSums(EventSums store) {
        this.store = store;
        store.pending().forEach(delta -> sums.put(delta.getKey(), delta));
    }

    void add(String event, long recipients, int slicesDone, List<Tally> tallies) {
        EventDelta more = new EventDelta(event, recipients, slicesDone, tallies, Instant.EPOCH);
        EventDelta sum = sums.merge(event, more, PendingSums::sum);
        store.putPending(sum);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /// Hands over each sum that changes anything, dated `at`.
    void forward(Instant at, Consumer<EventDelta> to) {
        for (EventDelta sum : sums.values()) {
            store.deletePending(sum.getKey());
            if (sum.getRecipients() != 0
                    || sum.getSlicesDone() != 0
                    || !sum.getTallies().isEmpty()) {
                sum.setAt(at);
                to.accept(sum);
            }
        }
        sums.clear();
    }

    private static EventDelta sum(EventDelta left, EventDelta right) {
        return new EventDelta(
                left.getKey(),
                left.getRecipients() + right.getRecipients(),
                left.getSlicesDone() + right.getSlicesDone(),
                Tallies.sum(left.getTallies(), right.getTallies()),
                Instant.EPOCH);
    }
}
