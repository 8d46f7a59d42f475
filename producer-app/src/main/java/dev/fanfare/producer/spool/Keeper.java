package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Writers;
import java.util.Arrays;
import java.util.List;

/// Makes durable what callers bring: in Kafka, or in the spool while it is away.
public record Keeper(Writers writers, Spool spool) {

    /// For a call with a few records.
    public Keeping prompt() {
        return new Keeping(writers.prompt(), spool);
    }

    /// For a stream.
    public Keeping stream() {
        return new Keeping(writers.bulk(), spool);
    }

    /// Returns once they are durable.
    ///
    /// @return whether any of them waits in the spool
    /// @throws KafkaAway where neither Kafka nor a spool takes them
    /// @throws SpoolFull where the spool has no room
    public boolean keep(Outgoing... records) {
        Keeping keeping = prompt();
        List<Kept> kept = Arrays.stream(records).map(keeping::add).toList();
        keeping.finish();
        return kept.stream().anyMatch(Kept::inSpool);
    }
}
