package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/// Deliveries of events to more people than the detail limit: those that wait have no record, and DELIVERED leaves a
/// few bytes. Whatever else becomes of them has its record as ever.
final class FoldBrief {

    private final DeliveryStore store;
    private final long most;

    /// @param most persons of one event on one partition whose deliveries have records
    FoldBrief(DeliveryStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /// Whether the deliveries that this chunk queues go without records.
    boolean takes(Chunk chunk) {
        return store.share(chunk.getEvent()).met() >= most;
    }

    static boolean takes(ChunkEntry entry) {
        return entry.getState() == State.QUEUED;
    }

    /// Counts on; an event that ends with its first chunk needs no count.
    ///
    /// @param opened deliveries without records
    void begun(Chunk chunk, long opened) {
        EventShare before = store.share(chunk.getEvent());
        if (!chunk.getLast() || opened > 0 || before.met() > 0) {
            store.put(chunk.getEvent(), before.with(chunk.getRecipients(), opened));
        }
    }

    /// Whether a delivery of this event without a record may be open rather than dropped.
    boolean mayBeOpen(String event) {
        return store.share(event).open() > 0;
    }

    /// An outcome of a delivery that was open without a record; what it changes of the counts, where it needs none
    /// from now on either.
    List<Tally> settle(Bytes key, Outcome outcome) {
        EventShare share = store.share(outcome.getEvent());
        store.put(outcome.getEvent(), share.with(0, -1));
        if (outcome.getState() != State.DELIVERED) {
            return List.of();
        }
        store.put(key, Brief.of(outcome));
        return List.of(
                new Tally(outcome.getChannel(), State.QUEUED, null, -1L),
                new Tally(outcome.getChannel(), State.DELIVERED, null, 1L));
    }
}
