package dev.fanfare.standalone.system.ways;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes to the events topic as a stranger might: CloudEvents under random keys.
final class Records implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    Records(String bootstrapServers, Topics topics) {
        topic = topics.events(Lane.STANDARD).name();
        producer = new KafkaProducer<>(
                new KafkaSettings(bootstrapServers, Map.of()).client(),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void structured(String json) {
        binary(json, "content-type application/cloudevents+json");
    }

    /// @param headers name, a space, and the value
    void binary(String value, String... headers) {
        byte[] key = new byte[20];
        ThreadLocalRandom.current().nextBytes(key);
        var record = new ProducerRecord<>(topic, key, bytes(value));
        for (String header : headers) {
            int space = header.indexOf(' ');
            record.headers().add(header.substring(0, space), bytes(header.substring(space + 1)));
        }
        try {
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
