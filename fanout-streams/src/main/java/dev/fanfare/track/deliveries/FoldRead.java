package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.track.analytics.DaySums;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// Notes with a delivery that its person has read it: once, and whatever its state is.
final class FoldRead {

    private final DeliveryStore store;
    private final DaySums days;

    FoldRead(DeliveryStore store, DaySums days) {
        this.store = store;
        this.days = days;
    }

    void note(DeliveryRead read) {
        byte[] id = DeliveryKeys.id(read.getDelivery()).orElseThrow();
        Bytes key = key(id, read);
        if (key != null && !isKnown(key, read.getAt()) && read.getType() != null) {
            days.read(read.getType(), read.getChannel(), read.getAt());
        }
    }

    /// Whoever reads in the inbox says when its event was accepted; where nobody could say, it is looked for.
    private @Nullable Bytes key(byte[] id, DeliveryRead read) {
        return read.getAcceptedAt() == null
                ? store.keyOf(id, DeliveryId.recipientHash(read.getDelivery()).orElseThrow())
                : DeliveryKeys.delivery(id, read.getAcceptedAt().toEpochMilli());
    }

    private boolean isKnown(Bytes key, Instant at) {
        Brief brief = store.brief(key);
        if (brief != null) {
            if (brief.readAt() == null) {
                store.put(key, brief.read(at));
            }
            return brief.readAt() != null;
        }
        DeliveryStatus status = store.find(key);
        if (status == null) {
            return false;
        }
        if (status.getReadAt() == null) {
            status.setReadAt(at);
            store.put(key, status);
            return false;
        }
        return true;
    }
}
