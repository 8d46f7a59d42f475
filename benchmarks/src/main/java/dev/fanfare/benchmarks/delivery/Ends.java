package dev.fanfare.benchmarks.delivery;

import dev.fanfare.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Up to where some topics are written: what can be asked often without taking part in the work.
final class Ends {

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> partitions;

    Ends(Admin admin, List<Topic> topics) {
        this.admin = admin;
        this.partitions = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    }

    Map<TopicPartition, Long> now() {
        try {
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    long sum() {
        return now().values().stream().mapToLong(end -> end).sum();
    }
}
