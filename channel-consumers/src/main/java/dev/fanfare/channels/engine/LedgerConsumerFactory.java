package dev.fanfare.channels.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// Makes the consumer that the ledgers belong to: it steers, commits and skips in `poll()`, and drains when partitions
/// leave.
final class LedgerConsumerFactory extends DefaultKafkaConsumerFactory<byte[], byte[]> {

    private final Windows windows;

    LedgerConsumerFactory(Map<String, Object> config, Windows windows) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.windows = windows;
    }

    @Override
    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
        return new LedgerConsumer(config);
    }

    private final class LedgerConsumer extends ExtendedKafkaConsumer {

        LedgerConsumer(Map<String, Object> config) {
            super(config);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, windows.watching(this, listener));
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            windows.prepare(this);
            return windows.take(super.poll(windows.patience(this, timeout)));
        }
    }
}
