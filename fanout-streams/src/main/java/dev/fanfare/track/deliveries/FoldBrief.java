package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/// Deliveries of events to more people than the detail limit: those that wait have no record, and of those that were
/// delivered, cancelled or expired a few bytes are left. Whatever else becomes of them has its record as ever.
final class FoldBrief {

    private final DeliveryStore store;
    private final EventSums events;

    FoldBrief(DeliveryStore store, EventSums events) {
        this.store = store;
        this.events = events;
    }

    /// Begins a delivery of a brief chunk without a record, where it needs none.
    ///
    /// @return whether it needs none
    boolean begin(Bytes key, ChunkEntry entry, Instant at) {
        if (!Brief.suits(entry.getState()) || store.has(key)) {
            return false;
        }
        store.put(key, new Brief(entry.getState(), entry.getReason(), 0, 0, at, null));
        return true;
    }

    /// Counts on; an event that ends with its first chunk needs no count.
    ///
    /// @param opened deliveries without records
    void begun(Chunk chunk, long opened) {
        EventShare last = events.share(chunk.getEvent());
        if (!last.isLaterThan(chunk.getAcceptedAt())
                && (!chunk.getLast() || opened > 0 || !last.equals(EventShare.NONE))) {
            events.put(chunk.getEvent(), last.of(chunk.getAcceptedAt()).with(opened));
        }
    }

    /// An outcome of a delivery that was open without a record; what it changes of the counts, where it needs none
    /// from now on either.
    List<Tally> settle(Bytes key, Outcome outcome, EventShare share) {
        events.put(outcome.getEvent(), share.with(-1));
        if (!Brief.suits(outcome.getState())) {
            return List.of();
        }
        store.put(key, Brief.of(outcome));
        return List.of(
                new Tally(outcome.getChannel(), State.QUEUED, null, -1L),
                new Tally(outcome.getChannel(), outcome.getState(), outcome.getReason(), 1L));
    }
}
