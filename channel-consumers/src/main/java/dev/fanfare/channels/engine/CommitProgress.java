package dev.fanfare.channels.engine;

import dev.fanfare.channels.engine.Ledger.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits what changed in the ledgers: every 100 ms without waiting for the answer, and at the end with waiting.
///
/// While a group rebalances, its members cannot commit (KIP-429 lets them go on meanwhile); the same where the broker
/// is away. What is finished then would all be repeated by a crash, so it is known how far commits are behind.
final class CommitProgress {

    static final Duration EVERY = Duration.ofMillis(100);

    /// Behind by so much, nothing more may begin.
    static final Duration BEHIND_MOST = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(CommitProgress.class);

    private final LongSupplier nanos;
    private long last;
    /// When the commits were asked for that have no answer yet, the oldest first.
    private final Queue<Long> unanswered = new ArrayDeque<>();
    /// When the first of those was asked for that failed, and have not been made good; null where there is none.
    private @Nullable Long failedSince;
    /// False where the broker takes less of it than Kafka's default: then a crash repeats more, and nothing is lost.
    private boolean metadata = true;
    private boolean failing;

    /// @param nanos a monotonic clock, in nanoseconds
    CommitProgress(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong() - EVERY.toNanos();
    }

    /// How long it is until the next commit may be asked for.
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, last + EVERY.toNanos() - nanos.getAsLong()));
    }

    /// Whether what was finished some time ago is still not committed: a crash now would repeat it.
    boolean behind() {
        Long oldest = failedSince == null ? unanswered.peek() : failedSince;
        return oldest != null && nanos.getAsLong() - oldest > BEHIND_MOST.toNanos();
    }

    /// Asks for a commit if it is time for one.
    void now(Consumer<?, ?> consumer, Map<TopicPartition, Window> windows) {
        if (untilNext().isPositive()) {
            return;
        }
        last = nanos.getAsLong();
        Map<TopicPartition, Window> asked = Map.copyOf(windows);
        Map<TopicPartition, OffsetAndMetadata> offsets = changes(asked);
        if (offsets.isEmpty()) {
            failedSince = null;
        } else {
            long at = last;
            unanswered.add(at);
            consumer.commitAsync(offsets, (_, failure) -> answered(at, asked, offsets.keySet(), failure));
        }
    }

    private void answered(
            long at, Map<TopicPartition, Window> asked, Set<TopicPartition> partitions, @Nullable Exception failure) {
        unanswered.remove(at);
        if (failure == null) {
            failing = false;
            failedSince = null; // what failed before was asked for again with it, or will be with the next
            return;
        }
        if (!failing) { // said once, not ten times a second
            LOG.warn("Commits fail and are asked for again: {}", failure.toString());
        }
        failing = true;
        failedSince = failedSince == null ? Long.valueOf(at) : failedSince;
        metadata &= !(failure instanceof OffsetMetadataTooLarge);
        again(asked, partitions);
    }

    /// Commits and waits; what fails is sent again by whoever owns the partitions next.
    void last(Consumer<?, ?> consumer, Map<TopicPartition, Window> windows) {
        Map<TopicPartition, OffsetAndMetadata> offsets = changes(windows);
        try {
            if (!offsets.isEmpty()) {
                commitDespiteWakeup(consumer, offsets);
            }
        } catch (KafkaException failed) {
            LOG.warn(
                    "The last commit of {} partitions failed; what they finished since the one before comes again: {}",
                    offsets.size(),
                    failed.toString());
        } finally {
            forget(); // only now: the commit hears of those that were asked for before
        }
    }

    /// Partitions left, and with them perhaps all that was behind; what of the others is will be asked for again.
    void forget() {
        unanswered.clear();
        failedSince = null;
    }

    /// What the group has committed, as ledgers go on from it; nothing for a partition without a commit.
    static Map<TopicPartition, Progress> read(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Progress> found = new HashMap<>();
        consumer.committed(Set.copyOf(partitions)).forEach((partition, committed) -> {
            if (committed != null) {
                found.put(partition, new Progress(committed.offset(), CommitMetadata.decode(committed.metadata())));
            }
        });
        return found;
    }

    /// A container that is stopped wakes its consumer, which would end this commit rather than a poll.
    private static void commitDespiteWakeup(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, PATIENCE);
        } catch (WakeupException stopping) {
            consumer.commitSync(offsets, PATIENCE);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> changes(Map<TopicPartition, Window> windows) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        windows.forEach((partition, window) -> window.ledger()
                .changes()
                .ifPresent(progress -> offsets.put(
                        partition,
                        new OffsetAndMetadata(
                                progress.lowest(), metadata ? CommitMetadata.encode(progress.above()) : ""))));
        return offsets;
    }

    private static void again(Map<TopicPartition, Window> windows, Set<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            Window window = windows.get(partition);
            if (window != null) {
                window.ledger().again();
            }
        });
    }
}
