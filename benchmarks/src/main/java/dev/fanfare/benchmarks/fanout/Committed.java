package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.stack.Asked;
import dev.fanfare.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Up to where some topics can be read by who reads committed records only, asked every 20 ms.
///
/// A consumer would take a part of the processor from what is measured; this costs some fifty small calls a second. It
/// sees marks of transactions as well as records, so it can tell when nothing more comes, and not how much came.
final class Committed {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends;

    Committed(Admin admin, List<Topic> topics) {
        this.admin = admin;
        this.ends = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    }

    /// The end of each partition.
    Map<TopicPartition, Long> now() {
        var answer = admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, ListOffsetsResultInfo> found = Asked.of(answer.all());
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    long sum() {
        return now().values().stream().mapToLong(end -> end).sum();
    }

    /// When the last one could be read, on the clock of [System#nanoTime]: at least so many are there, and for half a
    /// second no more have come.
    ///
    /// @throws IllegalStateException where nothing comes for a minute and it is not enough
    long last(long atLeast) {
        long seen = sum();
        long moved = System.nanoTime();
        while (seen < atLeast || System.nanoTime() - moved < QUIET.toNanos()) {
            if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing more comes at " + seen + " of " + atLeast);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            long end = sum();
            if (end > seen) {
                seen = end;
                moved = System.nanoTime();
            }
        }
        return moved;
    }
}
