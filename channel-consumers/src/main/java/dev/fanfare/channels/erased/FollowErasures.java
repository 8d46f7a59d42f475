package dev.fanfare.channels.erased;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every erasure that there is, and goes on reading until it is closed: each process knows all of them, since
/// channels change hands.
public final class FollowErasures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowErasures.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BACK_OFF_MS = 500;

    private final List<TopicPartition> partitions;
    private final Codec<Erasure> codec;
    private final ErasedPeople erased = new ErasedPeople();
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("follow-erasures").unstarted(this::run);

    public FollowErasures(Topics topics, Codec<Erasure> codec, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.partitions = IntStream.range(0, topics.erasures().partitions())
                .mapToObj(partition -> new TopicPartition(topics.erasures().name(), partition))
                .toList();
        this.codec = codec;
        this.consumers = consumers;
    }

    /// Returns when all that stood there has been read.
    ///
    /// @throws IllegalStateException where that takes longer than this
    public void start(Duration patience) throws InterruptedException {
        thread.start();
        if (!caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IllegalStateException(
                    "Kafka did not tell in " + patience.toSeconds() + " s who was erased; nobody is told before that");
        }
    }

    /// What was read so far.
    public ErasedPeople erased() {
        return erased;
    }

    @Override
    public void close() {
        stop.countDown();
    }

    /// What fails is tried again from where it stood.
    private void run() {
        while (!stopped(0)) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (InvalidOffsetException gone) {
                positions.clear();
            } catch (RuntimeException away) {
                LOG.atWarn().addKeyValue("why", away.toString()).log("Erasures cannot be read, and are tried again");
                stopped(BACK_OFF_MS);
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        while (!stopped(0)) {
            consumer.poll(POLL).forEach(this::learn);
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition, PATIENCE)));
            if (ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                caughtUp.countDown();
            }
        }
    }

    private void learn(ConsumerRecord<byte[], byte[]> record) {
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Erasure>(var erasure) -> erased.add(erasure.getRecipient(), erasure.getAt());
            case Decoded.Unreadable<Erasure>(var why) ->
                LOG.atWarn().addKeyValue("why", why).log("An erasure could not be read and is passed over");
            case Decoded.Absent<Erasure>() -> {}
        }
    }

    private boolean stopped(long waitMs) {
        try {
            return stop.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
