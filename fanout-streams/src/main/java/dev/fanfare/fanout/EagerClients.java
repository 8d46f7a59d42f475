package dev.fanfare.fanout;

import dev.fanfare.fanout.expand.Backlog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/// Kafka's clients for Streams, but the main consumer does not wait for records while its thread has slices open.
///
/// Named in the configuration and made by Streams, which hands over the configuration with the [Backlog].
public final class EagerClients extends DefaultKafkaClientSupplier implements Configurable {

    static final String BACKLOG = "fanfare.fanout.backlog";

    private @Nullable Backlog backlog;

    @Override
    public void configure(Map<String, ?> configs) {
        backlog = configs.get(BACKLOG) instanceof Backlog given ? given : null;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new EagerConsumer(config, backlog == null ? new Backlog() : backlog);
    }

    private static final class EagerConsumer extends KafkaConsumer<byte[], byte[]> {
        private final Backlog backlog;

        EagerConsumer(Map<String, Object> config, Backlog backlog) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.backlog = backlog;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return super.poll(backlog.here() ? Duration.ZERO : timeout);
        }
    }
}
