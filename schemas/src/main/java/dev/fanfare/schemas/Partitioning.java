package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/// Who owns what: the one rule that every producer, router and query uses.
///
/// It is that of Kafka's Java producer for string keys (murmur2 over UTF-8), so that a plain Java client agrees.
public record Partitioning(int partitions) {

    public Partitioning {
        if (partitions < 1 || partitions > 1_000) {
            throw new IllegalArgumentException("fanfare.partitions: must be 1 to 1000, is " + partitions);
        }
    }

    /// The partition of a recipient id or of an event key.
    public int of(String key) {
        return hash(key) % partitions;
    }

    /// The partition of a delivery's recipient, or nothing where `deliveryId` is none.
    public OptionalInt ofDelivery(String deliveryId) {
        OptionalInt hash = DeliveryId.recipientHash(deliveryId);
        return hash.isPresent() ? OptionalInt.of(hash.getAsInt() % partitions) : hash;
    }

    /// 0 to 2^31-1, the same on every platform.
    static int hash(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
    }
}
