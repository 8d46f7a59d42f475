package dev.fanfare.track.dead;

import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Partitioning;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/// The name of a dead letter, as long as a delivery's: the delivery's id itself, or of a record of `events.dlt` its
/// partition (negative, so that it is nobody's hash) and its offset.
///
/// @param bytes twenty
record LetterId(byte[] bytes) {

    static final int BYTES = 20;

    /// @throws java.util.NoSuchElementException where it is no delivery's id
    static LetterId ofDelivery(String delivery) {
        return parse(delivery).orElseThrow();
    }

    static LetterId ofBuried(int partition, long offset) {
        return new LetterId(ByteBuffer.allocate(BYTES)
                .putInt(-1 - partition)
                .putLong(offset)
                .array());
    }

    /// Nothing where it cannot be one.
    static Optional<LetterId> parse(String name) {
        if (name.length() != DeliveryId.LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LetterId(Base64.getUrlDecoder().decode(name)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String name() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether it names a record of `events.dlt`.
    boolean isBuried() {
        return first() < 0;
    }

    /// Where it lives, or nothing where no partition has this number.
    OptionalInt partition(Partitioning partitioning) {
        if (!isBuried()) {
            return partitioning.ofDelivery(name());
        }
        int partition = -1 - first();
        return partition < partitioning.partitions() ? OptionalInt.of(partition) : OptionalInt.empty();
    }

    private int first() {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
