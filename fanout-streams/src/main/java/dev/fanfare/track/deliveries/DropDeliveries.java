package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Retention;
import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.aging.TimeOrder;
import dev.fanfare.track.aging.WakeAt;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Drops deliveries whose time is over, chunk by chunk: an order of chunks costs one entry for hundreds of deliveries.
///
/// A chunk stands in the order by the time from which its deliveries could have been kept for the shortest time. What
/// is left of it when that is over puts it back for as long as nothing of it can be due.
final class DropDeliveries {

    /// Deliveries looked at between two commits, at least; a chunk is never parted.
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration LONGEST_STEP = Duration.ofHours(1);
    private static final int STEPS = 20;

    private final DeliveryStore store;
    private final EventSums events;
    private final TimeOrder chunks;
    private final Aging aging;
    private final WakeAt wake;

    DropDeliveries(ProcessorContext<?, ?> context, DeliveryStore store, EventSums events, Aging aging) {
        this.store = store;
        this.events = events;
        this.chunks = store.chunksByTime();
        this.aging = aging;
        this.wake = new WakeAt(context, aging.clock(), this::run);
        next().ifPresent(wake::by);
    }

    /// A chunk has come; none of its deliveries can have ended before `at`.
    void begun(Bytes chunk, Instant at) {
        chunks.add(at, DeliveryKeys.untagged(chunk));
        wake.by(at.plus(shortest()));
    }

    /// Whether a delivery that has no record must have been here and is gone: chunks come before their outcomes.
    boolean isGone(Outcome outcome, EventShare share) {
        return share.open() == 0
                && outcome.getAcceptedAt()
                        .plus(shortest())
                        .isBefore(aging.clock().instant());
    }

    void stop() {
        wake.cancel();
    }

    private Optional<Instant> run() {
        Instant now = aging.clock().instant();
        int looked = 0;
        for (TimeOrder.Entry entry : chunks.upTo(now.minus(shortest()), MOST_AT_ONCE)) {
            if (looked >= MOST_AT_ONCE) {
                break;
            }
            looked += look(entry, now);
        }
        return next();
    }

    /// How many deliveries were looked at.
    private int look(TimeOrder.Entry entry, Instant now) {
        Bytes key = DeliveryKeys.chunk(entry.what());
        ChunkDeliveries chunk = store.chunk(key);
        chunks.remove(entry.at(), entry.what());
        if (chunk == null) {
            return 1;
        }
        String event = DeliveryKeys.eventAt(key);
        if (events.share(event).of(chunk.getAcceptedAt()).open() > 0) {
            chunks.add(now.plus(step()).minus(shortest()), entry.what());
            return 1;
        }
        int count = chunk.getIds().remaining() / DeliveryKeys.ID;
        ByteBuffer left = ByteBuffer.allocate(count * DeliveryKeys.ID);
        Instant next = null;
        for (int n = 0; n < count; n++) {
            Instant due = drop(DeliveryKeys.deliveryIn(chunk, n), now);
            if (due != null) {
                left.put(chunk.getIds().slice(n * DeliveryKeys.ID, DeliveryKeys.ID));
            }
            next = due == null || next != null && next.isBefore(due) ? next : due;
        }
        if (next == null) {
            store.delete(key);
            forgetBehindTheLast(event);
        } else {
            keep(key, chunk, left.flip());
            chunks.add(later(next, now.plus(step())).minus(shortest()), entry.what());
        }
        return count;
    }

    /// A chunk names nobody whose delivery is gone: what it names and has no record waits for its channel.
    private void keep(Bytes key, ChunkDeliveries chunk, ByteBuffer left) {
        if (left.remaining() < chunk.getIds().remaining()) {
            store.put(key, new ChunkDeliveries(chunk.getAcceptedAt(), left, chunk.getSaid()));
        }
    }

    private void forgetBehindTheLast(String event) {
        if (!store.hasChunks(event)) {
            events.deleteShare(event);
        }
    }

    /// When the delivery may go; null where it is gone.
    private @Nullable Instant drop(Bytes key, Instant now) {
        Instant due = due(key, now);
        if (due == null) {
            return null;
        }
        if (due.isAfter(now)) {
            return due;
        }
        store.delete(key);
        return null;
    }

    private @Nullable Instant due(Bytes key, Instant now) {
        Brief brief = store.brief(key);
        if (brief != null) {
            return brief.at().plus(retention().delivered());
        }
        DeliveryStatus status = store.find(key);
        return status == null ? null : DeliveryEnd.due(status, retention(), now);
    }

    private Optional<Instant> next() {
        return chunks.first().map(at -> at.plus(shortest()));
    }

    /// Deliveries of a chunk that end one by one do not make it come up for each.
    private Duration step() {
        Duration step = shortest().dividedBy(STEPS);
        return step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP;
    }

    private Duration shortest() {
        return retention().shortestDelivery();
    }

    private Retention retention() {
        return aging.retention();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
