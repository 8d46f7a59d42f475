package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Retention;
import java.time.Instant;

/// When a delivery may go.
final class DeliveryEnd {

    private DeliveryEnd() {}

    /// For one that is open, the earliest time at which it could: it would have to end now.
    static Instant due(DeliveryStatus status, Retention retention, Instant now) {
        return switch (status.getState()) {
            case QUEUED, HELD, DEFERRED -> now.plus(retention.shortestDelivery());
            case DELIVERED, SKIPPED, EXPIRED, CANCELLED -> ended(status).plus(retention.delivered());
            case DEAD -> ended(status).plus(retention.failed());
        };
    }

    private static Instant ended(DeliveryStatus status) {
        return status.getFinalAt() == null ? status.getCreatedAt() : status.getFinalAt();
    }
}
