package dev.fanfare.benchmarks.delivery;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes deliveries to the standard lane, in transactions, as the fan-out does.
final class FillLane implements AutoCloseable {

    private static final int IN_A_TRANSACTION = 5_000;
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();
    private static final long BUFFER = 64L * 1024 * 1024;

    private final Ground ground;
    private final KafkaProducer<byte[], byte[]> producer;

    FillLane(Ground ground) {
        this.ground = ground;
        Map<String, Object> client = ground.client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        client.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-delivery");
        client.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /// All of them, as fast as it goes.
    void all(Batch batch) {
        for (int from = 0; from < batch.size(); from += IN_A_TRANSACTION) {
            write(batch, from, Math.min(batch.size(), from + IN_A_TRANSACTION));
        }
    }

    /// All of them, so many a second.
    void steadily(Batch batch, double perSecond) throws InterruptedException {
        long begin = System.nanoTime();
        for (int from = 0; from < batch.size(); ) {
            int due = (int) Math.min(batch.size(), (System.nanoTime() - begin) / 1e9 * perSecond);
            if (due > from) {
                write(batch, from, due);
                from = due;
            }
            Thread.sleep(Duration.ofNanos(TICK_NANOS));
        }
    }

    private void write(Batch batch, int from, int to) {
        producer.beginTransaction();
        for (int n = from; n < to; n++) {
            var _ = producer.send(ground.record(batch, n));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
