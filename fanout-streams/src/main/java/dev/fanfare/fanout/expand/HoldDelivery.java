package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Wait;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.fanout.retry.Held;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.WaitingRetry;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Makes what waits of a delivery that is told later: it is rendered, and has its first attempt before it.
final class HoldDelivery {

    private HoldDelivery() {}

    /// @param rendered as it stands on its channel's lane
    static Held of(Slice slice, String id, String recipient, Hold hold, Lane lane, byte[] rendered, Instant now) {
        Wait wait = hold.terms();
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent(slice.getKey());
        waiting.setType(slice.getEvent().getType());
        waiting.setRecipient(recipient);
        waiting.setChannel(hold.channel());
        waiting.setLane(lane);
        waiting.setAttempt(1);
        waiting.setHolds(1);
        waiting.setMandatory(slice.getMandatory());
        waiting.setAcceptedAt(MakeDelivery.acceptedAt(slice));
        waiting.setExpiresAt(slice.getExpiresAt());
        waiting.setTraceparent(slice.getTraceparent());
        waiting.setSince(now);
        waiting.setRefresh(true);
        waiting.setNotBefore(wait.until());
        waiting.setDelivery(ByteBuffer.wrap(rendered));
        waiting.setKind(wait.kind());
        waiting.setQuiet(wait.quiet());
        waiting.setUnless(wait.unless());
        waiting.setAwaits(wait.awaits());
        waiting.setCounted(wait.counted());
        return new Held(id, due(slice, wait), waiting);
    }

    /// What expires while it is held has ended then, and not when it would have been sent.
    private static Instant due(Slice slice, Wait wait) {
        Instant expiresAt = slice.getExpiresAt();
        return expiresAt != null && expiresAt.isBefore(wait.until()) ? expiresAt : wait.until();
    }
}
