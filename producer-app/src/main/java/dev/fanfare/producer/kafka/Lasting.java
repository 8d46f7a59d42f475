package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/// Outlets through a producer that gives nothing up: for what is accepted already, and has to keep its order.
public record Lasting(Producer<String, byte[]> producer, Outlets outlets) implements AutoCloseable {

    /// Connected; throws where Kafka or the registry is away. One topic that is gone, or not led by anybody, does not
    /// keep what waits for the others.
    public static Lasting through(Producer<String, byte[]> producer, Topics topics, Codecs codecs) {
        Lasting lasting = new Lasting(producer, Outlets.through(producer, topics, codecs));
        try {
            lasting.outlets().prepareAny();
            return lasting;
        } catch (RuntimeException away) {
            lasting.close();
            throw away;
        }
    }

    /// What is under way fails.
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
