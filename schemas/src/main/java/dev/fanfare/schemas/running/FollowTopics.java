package dev.fanfare.schemas.running;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads topics from their first record on, and goes on reading until it is closed: for what each process has to know
/// whole.
///
/// What fails is tried again from where it stood, and from the first record on where that is gone.
///
/// @param <K> what the consumer makes of keys
public final class FollowTopics<K> implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowTopics.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BACK_OFF_MS = 500;
    private static final long CLOSE_MS = 2_000;

    private final String what;
    private final List<TopicPartition> partitions;
    private final Learns<K> reader;
    private final Supplier<Consumer<K, byte[]>> consumers;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /// Who is told what stands there; one thread calls it.
    ///
    /// @param <K> what the consumer makes of keys
    public interface Learns<K> {

        /// A record, again after what it throws.
        void learn(ConsumerRecord<K, byte[]> record);

        /// The topics were made anew, and are read from their first record on.
        default void beginAgain() {}

        /// So far everything is read.
        ///
        /// @param positions of the next records
        /// @param complete whether all that stood there when reading began is read
        default void reached(Map<TopicPartition, Long> positions, boolean complete) {}
    }

    /// @param what is read, as the log names it: a plural
    /// @param consumers of a consumer that belongs to no group and asks for no offset of its own
    public FollowTopics(
            String what, List<TopicPartition> partitions, Learns<K> reader, Supplier<Consumer<K, byte[]>> consumers) {
        this.what = what;
        this.partitions = List.copyOf(partitions);
        this.reader = reader;
        this.consumers = consumers;
        this.thread = Thread.ofPlatform().name("follow " + what).daemon().unstarted(this);
    }

    /// Reads on a thread of its own.
    public void start() {
        thread.start();
    }

    /// Ends with the poll that is under way; an interrupted consumer would not close without an error in the log.
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads on the caller's thread, until it is closed.
    @Override
    public void run() {
        while (!stopped(0)) {
            try (Consumer<K, byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (InvalidOffsetException anotherTopic) {
                LOG.atWarn().setCause(anotherTopic).log("{} are read again from their first record on", what);
                positions.clear();
                reader.beginAgain();
            } catch (RuntimeException away) {
                if (!stopped(BACK_OFF_MS)) {
                    LOG.atWarn().setCause(away).log("{} cannot be read, and are tried again", what);
                }
            }
        }
    }

    private void read(Consumer<K, byte[]> consumer) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        while (!stopped(0)) {
            consumer.poll(POLL).forEach(reader::learn);
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition, PATIENCE)));
            reader.reached(Map.copyOf(positions), isPast(ends));
        }
    }

    private boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
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
