package dev.fanfare.track.dead;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/// A record that is written again, encoded.
record Again(String topic, int partition, byte[] value) {

    static Serializer<Again> serializer() {
        return (_, again) -> again.value();
    }

    static StreamPartitioner<byte[], Again> partitioner() {
        return (_, _, again, _) -> Optional.of(Set.of(again.partition()));
    }

    /// Shown by its words in a topology's description.
    record ToItsTopic() implements TopicNameExtractor<byte[], Again> {
        @Override
        public String extract(byte[] key, Again again, RecordContext context) {
            return again.topic();
        }

        @Override
        public String toString() {
            return "CHANNEL.retry, events.*";
        }
    }
}
