package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// Without a directory nothing is accepted that Kafka does not take.
public record NoSpool() implements Spool {

    @Override
    public boolean isEngaged() {
        return false;
    }

    @Override
    public Optional<Future<Void>> behind(Outgoing record) {
        return Optional.empty();
    }

    @Override
    public Future<Void> take(List<Outgoing> records, KafkaAway why) {
        throw why;
    }

    @Override
    public Figures figures() {
        return new Figures(0, 0, 0, false, null, "", "");
    }
}
