package dev.fanfare.benchmarks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
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
            Instant now = Instant.now();
            write(batch, from, Math.min(batch.size(), from + IN_A_TRANSACTION), _ -> now);
        }
    }

    /// All of them, so many a second; what is written late was due when its turn was.
    void steadily(Batch batch, double perSecond) throws InterruptedException {
        Instant first = Instant.now();
        long begin = System.nanoTime();
        for (int from = 0; from < batch.size(); ) {
            int due = (int) Math.min(batch.size(), (System.nanoTime() - begin) / 1e9 * perSecond);
            if (due > from) {
                write(batch, from, due, n -> turn(first, n, perSecond));
                from = due;
            }
            Thread.sleep(Duration.ofNanos(TICK_NANOS));
        }
    }

    /// When the n-th of so many a second is due.
    static Instant turn(Instant first, int n, double perSecond) {
        return first.plusNanos(Math.round(n / perSecond * 1e9));
    }

    private void write(Batch batch, int from, int to, IntFunction<Instant> due) {
        producer.beginTransaction();
        for (int n = from; n < to; n++) {
            var _ = producer.send(ground.record(batch, n, due.apply(n)));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
