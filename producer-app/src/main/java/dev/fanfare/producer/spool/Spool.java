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
    /// @param full whether an event of the largest size has no room
    /// @param oldest when the one that waits longest was accepted; null where none waits, or nobody has looked yet
    /// @param trouble why it was not written to lately; empty where it was
    /// @param notSent why what waits is not sent, of which Kafka or a file is the cause; empty where it is
    record Figures(
            long records,
            long bytes,
            long room,
            boolean full,
            @Nullable Instant oldest,
            String trouble,
            String notSent) {

        /// Whether it takes no more.
        public boolean takesNoMore() {
            return full || !trouble.isEmpty();
        }
    }
}
