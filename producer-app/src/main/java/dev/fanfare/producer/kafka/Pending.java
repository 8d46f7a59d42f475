package dev.fanfare.producer.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A record on its way.
public record Pending(Future<RecordMetadata> sent) {

    /// Where it stands, once all in-sync replicas have it.
    ///
    /// @throws KafkaAway where they did not say so in time
    public RecordMetadata acknowledged() {
        try {
            return sent.get();
        } catch (ExecutionException failed) {
            throw new KafkaAway("a record was not acknowledged: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("stopped while a record was on its way", stopped);
        }
    }
}
