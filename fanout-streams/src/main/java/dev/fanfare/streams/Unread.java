package dev.fanfare.streams;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// A record that could not be read, as it came; its reason and origin are in its headers.
public record Unread(byte[] value, int partition) {

    /// Its bytes again.
    public static Serializer<Unread> serializer() {
        return (_, unread) -> unread.value();
    }

    /// The partition it came from.
    public static StreamPartitioner<byte[], Unread> partitioner() {
        return (_, _, unread, _) -> Optional.of(Set.of(unread.partition()));
    }
}
