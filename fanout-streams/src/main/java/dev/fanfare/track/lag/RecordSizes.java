package dev.fanfare.track.lag;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/// How many bytes a record takes on each partition's log, on the average, as the brokers' disks say (KIP-113).
///
/// Asked for anew after a minute, and only of what waits. A caller who may not ask, or for whom nobody answers, is told
/// of none.
final class RecordSizes {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Admin admin;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Kept> kept = new HashMap<>();

    private record Kept(double size, long until) {}

    RecordSizes(Admin admin, LongSupplier nanos) {
        this.admin = admin;
        this.nanos = nanos;
    }

    /// Bytes a record, of these partitions and others; not a number where that is not known.
    Map<TopicPartition, Double> of(Collection<TopicPartition> partitions) throws InterruptedException {
        long now = nanos.getAsLong();
        kept.values().removeIf(one -> one.until() - now < 0);
        List<TopicPartition> unknown =
                partitions.stream().filter(one -> !kept.containsKey(one)).toList();
        if (!unknown.isEmpty()) {
            Map<TopicPartition, Double> asked = ask(unknown);
            unknown.forEach(one -> kept.put(one, new Kept(asked.getOrDefault(one, Double.NaN), now + KEPT.toNanos())));
        }
        Map<TopicPartition, Double> sizes = new HashMap<>();
        kept.forEach((partition, one) -> sizes.put(partition, one.size()));
        return sizes;
    }

    private Map<TopicPartition, Double> ask(List<TopicPartition> unknown) throws InterruptedException {
        try {
            Map<TopicPartition, Long> bytes = bytes();
            Map<TopicPartition, ListOffsetsResultInfo> first = offsets(unknown, OffsetSpec.earliest());
            Map<TopicPartition, ListOffsetsResultInfo> last = offsets(unknown, OffsetSpec.latest());
            Map<TopicPartition, Double> sizes = new HashMap<>();
            last.forEach((partition, end) -> {
                ListOffsetsResultInfo begin = first.get(partition);
                Long size = bytes.get(partition);
                if (begin != null && size != null && end.offset() > begin.offset()) {
                    sizes.put(partition, (double) size / (end.offset() - begin.offset()));
                }
            });
            return sizes;
        } catch (ExecutionException unanswered) {
            return Map.of();
        }
    }

    /// Of the replica that has most.
    private Map<TopicPartition, Long> bytes() throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<TopicPartition, Long> bytes = new HashMap<>();
        admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .map(LogDirDescription::replicaInfos)
                .forEach(replicas ->
                        replicas.forEach((partition, replica) -> bytes.merge(partition, replica.size(), Math::max)));
        return bytes;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> of, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(of.stream().collect(Collectors.toMap(Function.identity(), _ -> spec)))
                .all()
                .get();
    }
}
