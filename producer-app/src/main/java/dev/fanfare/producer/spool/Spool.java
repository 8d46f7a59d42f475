package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Where records wait while Kafka is away, in the order in which they came.
public interface Spool {

    /// Whether something waits, so that what comes goes behind it.
    boolean isEngaged();

    /// Puts a record behind those that wait; nothing where none waits any more.
    ///
    /// @return ends once it is durable
    /// @throws SpoolFull where there is no room
    Optional<Future<Void>> behind(Outgoing record);

    /// Puts records into the spool that Kafka did not take, together or not at all.
    ///
    /// @return ends once they are durable
    /// @throws SpoolFull where there is no room
    /// @throws KafkaAway `why`, where there is no spool
    Future<Void> take(List<Outgoing> records, KafkaAway why);

    Figures figures();

    /// How a spool stands.
    ///
    /// @param room bytes that may wait; 0 where there is no spool
    /// @param oldest when the one that waits longest was accepted; null where none waits, or nobody has looked yet
    /// @param trouble why it was not written to lately; empty where it was
    record Figures(
            long records, long bytes, long room, @Nullable Instant oldest, String trouble) {

        /// Whether it takes no more.
        public boolean full() {
            return room > 0 && (bytes >= room || !trouble.isEmpty());
        }
    }
}
