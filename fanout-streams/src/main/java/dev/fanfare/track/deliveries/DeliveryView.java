package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Names;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// A delivery as queries show it.
///
/// @param recipient null where the person was erased
/// @param acceptedAt when its event was
/// @param digest the delivery of the digest that it was put into
record DeliveryView(
        String id,
        String event,
        @Nullable String recipient,
        String channel,
        String lane,
        String state,
        int attempts,
        int maxAttempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String error,
        @Nullable String errorCategory,
        @Nullable String provider,
        @Nullable String receipt,
        Instant acceptedAt,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant heldUntil,
        @Nullable String reason,
        @Nullable String digest,
        @Nullable Instant readAt) {

    static DeliveryView of(Bytes key, DeliveryStatus status) {
        return new DeliveryView(
                DeliveryKeys.name(DeliveryKeys.idAt(key)),
                status.getEvent(),
                Stripped.is(status) ? null : status.getRecipient(),
                Names.of(status.getChannel()),
                Names.of(status.getLane()),
                status.getState().name(),
                status.getAttempt(),
                status.getMaxAttempts(),
                status.getNextAttemptAt(),
                status.getError(),
                status.getErrorCategory(),
                status.getProvider(),
                status.getReceipt(),
                DeliveryKeys.acceptedAt(key),
                status.getCreatedAt(),
                status.getDeliveredAt(),
                status.getHeldUntil(),
                status.getReason() == null ? null : Names.of(status.getReason()),
                status.getDigest(),
                status.getReadAt());
    }
}
