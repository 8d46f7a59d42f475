package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Decision.Digest;
import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.List;

/// Counts one person of a cancelled event: who would have been told is CANCELLED, who would not is left out as ever.
final class CancelPerson {

    private CancelPerson() {}

    static void cancel(Expansion expansion, Met met, Lane lane, Instant now, ChunkOfDeliveries chunk) {
        chunk.met();
        for (Decision decision : decided(expansion, met, now)) {
            chunk.add(
                    switch (decision) {
                        case Tell tell -> entry(expansion, met, lane, cancelled(tell));
                        case Hold hold -> entry(expansion, met, lane, cancelled(hold.tell()));
                        case Digest digest -> entry(expansion, met, lane, cancelled(digest.tell()));
                        case Leave leave -> entry(expansion, met, lane, leave);
                    });
        }
    }

    private static List<? extends Decision> decided(Expansion expansion, Met met, Instant now) {
        try {
            return expansion.decide.decide(met.id(), met.profile(), now);
        } catch (RuntimeException | StackOverflowError undecidable) {
            return expansion.slice.getChannels().stream()
                    .map(channel -> new Leave(channel, "", State.CANCELLED, Reason.CANCELLED))
                    .toList();
        }
    }

    private static Leave cancelled(Tell tell) {
        return new Leave(tell.channel(), tell.address(), State.CANCELLED, Reason.CANCELLED);
    }

    private static ChunkEntry entry(Expansion expansion, Met met, Lane lane, Leave leave) {
        String id = DeliveryId.of(expansion.slice.getKey(), met.id(), leave.channel(), leave.address());
        return new ChunkEntry(id, met.id(), leave.channel(), lane, leave.state(), leave.reason(), null, false, null);
    }
}
