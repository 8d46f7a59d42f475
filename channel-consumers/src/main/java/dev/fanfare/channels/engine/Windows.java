package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that a channel's consumer owns now. Used by that consumer's thread only.
final class Windows {

    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    /// How long a poll may wait while a lane is paused: then room may come free at any moment.
    private static final Duration WHILE_PAUSED = Duration.ofMillis(5);

    private final Map<TopicPartition, Window> owned = new HashMap<>();
    private final SteerLanes steer;
    private final CommitProgress commit;
    private final Drain drain;
    private final Room room;

    Windows(SteerLanes steer, CommitProgress commit, Drain drain, Room room) {
        this.steer = steer;
        this.commit = commit;
        this.drain = drain;
        this.room = room;
    }

    /// Before each poll.
    void prepare(Consumer<?, ?> consumer) {
        openMissing(consumer);
        commit.now(consumer, owned);
        steer.run(consumer, owned, commit.behind());
    }

    /// How long the next poll may wait: not beyond the next commit while there is something under way.
    Duration patience(Consumer<?, ?> consumer, Duration asked) {
        Duration most = !consumer.paused().isEmpty() ? WHILE_PAUSED : underWay() ? untilCommit() : asked;
        return most.compareTo(asked) < 0 ? most : asked;
    }

    /// A poll that began a moment before it is time would put the commit off by a whole turn.
    private Duration untilCommit() {
        Duration next = commit.untilNext();
        return next.isPositive() ? next : CommitProgress.EVERY;
    }

    /// Notes what was polled, takes a permit for each record, and leaves out what was finished before.
    ConsumerRecords<byte[], byte[]> take(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fresh = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> unfinished = fresh(polled.records(partition), owned.get(partition));
            if (!unfinished.isEmpty()) {
                fresh.put(partition, unfinished);
            }
        }
        polled.nextOffsets().forEach((partition, position) -> {
            Window window = owned.get(partition);
            if (window != null) {
                window.ledger().reach(position.offset());
            }
        });
        return new ConsumerRecords<>(fresh, polled.nextOffsets());
    }

    Lane lane(String topic) {
        return steer.lane(topic);
    }

    /// The window of a record that was just polled.
    @Nullable
    Window of(TopicPartition partition) {
        return owned.get(partition);
    }

    /// Runs before the container's own `listener` on assignment and before it on revocation.
    ConsumerRebalanceListener watching(Consumer<?, ?> consumer, ConsumerRebalanceListener listener) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned(consumer, partitions);
                listener.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                revoked(consumer, partitions);
                listener.onPartitionsRevoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                lost(partitions);
                listener.onPartitionsLost(partitions);
            }
        };
    }

    /// Kafka tells of an assignment once, whatever happens meanwhile: what cannot be opened now is opened before the
    /// next poll.
    private void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            open(consumer, partitions);
        } catch (KafkaException away) {
            LOG.warn(
                    "The offsets of {} partitions could not be read, and are asked for again", partitions.size(), away);
        }
    }

    private void open(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        CommitProgress.read(consumer, partitions).forEach((partition, progress) -> {
            consumer.seek(partition, progress.lowest());
            owned.put(partition, new Window(new Ledger(progress)));
        });
    }

    /// @throws KafkaException where offsets cannot be read: nothing is polled then
    private void openMissing(Consumer<?, ?> consumer) {
        Set<TopicPartition> missing = without(consumer.assignment(), owned.keySet());
        if (!missing.isEmpty()) {
            open(consumer, missing);
        }
    }

    private void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Window> gone = remove(partitions);
        drain.run(gone.values());
        commit.last(consumer, gone);
    }

    /// Somebody else may own them already: nothing may be committed.
    private void lost(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Window> gone = remove(partitions);
        commit.forget();
        gone.values().forEach(Window::close);
        gone.values().forEach(Window::cut);
    }

    private Map<TopicPartition, Window> remove(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Window> gone = new HashMap<>();
        partitions.forEach(partition -> {
            Window window = owned.remove(partition);
            if (window != null) {
                gone.put(partition, window);
            }
        });
        return gone;
    }

    private List<ConsumerRecord<byte[], byte[]>> fresh(
            List<ConsumerRecord<byte[], byte[]>> records, @Nullable Window window) {
        if (window == null) {
            throw new IllegalStateException("records of a partition whose offsets are not known");
        }
        List<ConsumerRecord<byte[], byte[]>> fresh = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> next : records) {
            if (window.ledger().take(next.offset())) {
                room.take();
                fresh.add(next);
            }
        }
        return fresh;
    }

    private static Set<TopicPartition> without(Set<TopicPartition> these, Set<TopicPartition> those) {
        Set<TopicPartition> rest = new HashSet<>(these);
        rest.removeAll(those);
        return rest;
    }

    private boolean underWay() {
        return !room.isEmpty()
                || owned.values().stream().anyMatch(window -> window.ledger().changed());
    }
}
