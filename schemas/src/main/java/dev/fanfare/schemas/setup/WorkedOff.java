package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.ReaderGroup;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// A topic that is emptied behind its readers.
///
/// @param readers the groups that must have read a record before it may go
/// @param then how long it stays after that
record WorkedOff(Topic topic, List<String> readers, Duration then) {

    /// Those whose first reader is one of `owners`, so that each is emptied by one app. Without any reader a topic is
    /// held.
    static List<WorkedOff> by(Set<String> owners, Topics topics) {
        return topics.all().stream()
                .flatMap(topic -> topic.kept() instanceof Kept.UntilWorkedOff(var then)
                        ? Stream.of(new WorkedOff(topic, readers(topic, topics), then))
                        : Stream.empty())
                .filter(found -> !found.readers.isEmpty() && owners.contains(found.readers.getFirst()))
                .toList();
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    private static List<String> readers(Topic topic, Topics topics) {
        return topics.readers().stream()
                .filter(group ->
                        group.topics().stream().anyMatch(read -> read.name().equals(topic.name())))
                .map(ReaderGroup::id)
                .toList();
    }
}
