package dev.fanfare.benchmarks.fanout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What Kafka itself can do here: the same records, written by nothing but a producer, keyed, idempotent, with lz4.
final class BareProducer implements AutoCloseable {

    private static final long COMMIT_NANOS = Duration.ofMillis(20).toNanos();
    private static final long BUFFER = 64L * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final boolean transactional;

    /// @param transactional commits every 20 ms, as the fan-out does
    BareProducer(Map<String, Object> client, String topic, boolean transactional) {
        this.topic = topic;
        this.transactional = transactional;
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        if (transactional) {
            client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bare");
            client.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        }
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        if (transactional) {
            producer.initTransactions();
        }
    }

    /// Records a second, from the first until all are acknowledged.
    double write(List<SameRecords.Written> records) {
        long begin = System.nanoTime();
        if (transactional) {
            inTransactions(records);
        } else {
            records.forEach(this::send);
            producer.flush();
        }
        return records.size() / ((System.nanoTime() - begin) / 1e9);
    }

    private void inTransactions(List<SameRecords.Written> records) {
        producer.beginTransaction();
        long began = System.nanoTime();
        for (SameRecords.Written each : records) {
            send(each);
            if (System.nanoTime() - began > COMMIT_NANOS) {
                producer.commitTransaction();
                producer.beginTransaction();
                began = System.nanoTime();
            }
        }
        producer.commitTransaction();
    }

    private void send(SameRecords.Written each) {
        var _ = producer.send(new ProducerRecord<>(topic, null, each.key(), each.value(), each.headers()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
