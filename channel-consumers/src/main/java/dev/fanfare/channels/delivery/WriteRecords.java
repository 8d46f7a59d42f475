package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/// Writes records until each is acknowledged, however long that takes: what is not written is never counted as done.
///
/// While Kafka refuses, the room fills up and the lanes pause. A producer that is beyond repair is replaced by a new
/// one.
public final class WriteRecords {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration REPLACE_EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(WriteRecords.class);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicLong replaced = new AtomicLong(System.nanoTime() - REPLACE_EVERY.toNanos());

    public WriteRecords(KafkaTemplate<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /// How many callers wait for a record that was refused at least once.
    public int failing() {
        return failing.get();
    }

    /// Returns when all are acknowledged.
    public void run(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<CompletableFuture<SendResult<byte[], byte[]>>> first =
                records.stream().map(this::send).toList();
        for (int n = 0; n < records.size(); n++) {
            if (!acknowledged(first.get(n))) {
                repeat(records.get(n));
            }
        }
    }

    private void repeat(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        if (failing.getAndIncrement() == 0) { // said once, not for each delivery that waits
            LOG.warn("Records are not written, and are written again until they are");
        }
        try {
            Duration pause = FIRST_PAUSE;
            do {
                Thread.sleep(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } while (!acknowledged(send(record)));
        } finally {
            failing.decrementAndGet();
        }
    }

    private CompletableFuture<SendResult<byte[], byte[]>> send(ProducerRecord<byte[], byte[]> record) {
        try {
            return kafka.send(record);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private boolean acknowledged(CompletableFuture<SendResult<byte[], byte[]>> answer) throws InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException failed) {
            Throwable cause = root(failed);
            if (cause instanceof InterruptedException
                    || cause instanceof org.apache.kafka.common.errors.InterruptException) {
                throw new InterruptedException();
            }
            LOG.debug("A record was not written", cause);
            if (!(cause instanceof RetriableException)) {
                replaceProducer(cause);
            }
            return false;
        }
    }

    /// Once in a while, whoever asks: those that wait would else close one another's new producers.
    private void replaceProducer(Throwable cause) {
        long before = replaced.get();
        long now = System.nanoTime();
        if (now - before > REPLACE_EVERY.toNanos() && replaced.compareAndSet(before, now)) {
            LOG.warn("The producer is replaced: {}", cause.toString());
            kafka.getProducerFactory().reset();
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof KafkaException known && known instanceof RetriableException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
