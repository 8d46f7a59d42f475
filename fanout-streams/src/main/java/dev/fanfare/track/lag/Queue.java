package dev.fanfare.track.lag;

import dev.fanfare.schemas.Topic;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// What a reader has before it.
///
/// @param group of consumers, or the id of a Streams application
record Queue(String group, List<Topic> topics) {

    Stream<TopicPartition> partitions() {
        return topics.stream().flatMap(topic -> IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number)));
    }
}
