package dev.fanfare.fanout;

import dev.fanfare.schemas.Topic;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.jspecify.annotations.Nullable;

/// A record on its way out, encoded and with its partitions chosen; more than one partition is a multicast, no value a
/// deletion.
public record Outgoing(String topic, Set<Integer> partitions, byte @Nullable [] value) {

    /// To one partition.
    public static Outgoing to(Topic topic, int partition, byte[] value) {
        return new Outgoing(topic.name(), Set.of(partition), value);
    }

    /// To several partitions, the same bytes.
    public static Outgoing to(Topic topic, Set<Integer> partitions, byte[] value) {
        return new Outgoing(topic.name(), partitions, value);
    }

    static TopicNameExtractor<String, Outgoing> topicOf(String label) {
        return new ToItsTopic(label);
    }

    static StreamPartitioner<String, Outgoing> itsPartitions() {
        return (_, _, outgoing, _) -> Optional.of(outgoing.partitions());
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    static Serializer<Outgoing> itsBytes() {
        return (_, outgoing) -> outgoing.value();
    }

    /// Shown by its label in a topology's description.
    private record ToItsTopic(String label) implements TopicNameExtractor<String, Outgoing> {
        @Override
        public String extract(String key, Outgoing value, org.apache.kafka.streams.processor.RecordContext context) {
            return value.topic();
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
