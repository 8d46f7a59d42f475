package dev.fanfare.track.events;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Post, then get: waits until whatever was written of an event when the call came has come through to its status.
///
/// First admit must have committed past the ends that the event's partitions had when the call came, then tracking
/// past the end that `counts` had after that. Ends are high watermarks, so they cover what a transaction that just
/// commits has written.
public final class CatchUp implements AwaitEvent.Writes {

    private static final Duration PAUSE = Duration.ofMillis(25);
    /// How long an owner is behind before the gap is looked at.
    private static final int LOOKS = 8;

    private final Admin admin;
    private final Topics topics;
    private final EmptyGap gap;

    public CatchUp(Admin admin, Topics topics, EmptyGap gap) {
        this.admin = admin;
        this.topics = topics;
        this.gap = gap;
    }

    @Override
    public boolean through(int partition, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            return passed(
                            Topics.FANOUT,
                            at(partition, topics.events(Lane.EXPRESS), topics.events(Lane.STANDARD)),
                            deadline)
                    && passed(Topics.TRACK, at(partition, topics.counts()), deadline);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException away) {
            return false;
        }
    }

    private boolean passed(String application, Set<TopicPartition> partitions, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> ends = ends(partitions, deadline);
        for (int look = 1; left(deadline) > 0; look++) {
            Map<TopicPartition, Long> positions = positions(application, partitions, deadline);
            boolean patient = look % LOOKS != 0;
            if (ends.entrySet().stream().allMatch(end -> beyond(end, positions.get(end.getKey()), patient))) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE.toMillis(), left(deadline)));
        }
        return false;
    }

    /// What lies between may be nothing but the marks of transactions, which no commit needs to pass.
    private boolean beyond(Map.Entry<TopicPartition, Long> end, @Nullable Long position, boolean patient) {
        if (position == null) {
            return end.getValue() == 0;
        }
        return position >= end.getValue() || (!patient && gap.isEmpty(end.getKey(), position, end.getValue()));
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get(left(deadline), TimeUnit.MILLISECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Map<TopicPartition, Long> positions(String application, Set<TopicPartition> partitions, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(topics.group(application))
                .partitionsToOffsetAndMetadata()
                .get(left(deadline), TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> positions = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && partitions.contains(partition)) {
                positions.put(partition, offset.offset());
            }
        });
        return positions;
    }

    private static Set<TopicPartition> at(int partition, Topic... topics) {
        return Stream.of(topics)
                .map(topic -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toSet());
    }

    private static long left(long deadline) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
