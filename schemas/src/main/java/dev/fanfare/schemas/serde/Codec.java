package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Topic;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// One topic's values: to bytes, and back with failures as values. Safe for use by many threads, as ours and
/// Confluent's serializers are.
public final class Codec<T extends SpecificRecord> {

    private final String topic;
    private final Class<T> type;
    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    Codec(Topic topic, Class<T> type, Serializer<Object> serializer, Deserializer<Object> deserializer) {
        this.topic = topic.name();
        this.type = type;
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /// @throws RegistryException where the registry does not answer
    /// @throws SerializationException where `value` lacks a field
    public byte[] encode(T value) {
        try {
            return serializer.serialize(topic, value);
        } catch (RuntimeException failed) {
            throw RegistryTrouble.whileWriting(failed)
                    .<RuntimeException>map(away -> away)
                    .orElse(failed);
        }
    }

    /// What stands before each value's Avro binary, for who puts that together in pieces; nothing where another
    /// serializer than ours writes, or where the registry wants another schema than this build's.
    ///
    /// @throws RegistryException where the registry does not answer
    public Optional<byte[]> head(Schema schema) {
        return serializer instanceof FanfareAvroSerializer ours ? ours.head(topic, schema) : Optional.empty();
    }

    /// What the bytes hold; throws only where the registry does not answer, since trying again is then right.
    ///
    /// @throws RegistryException for the registry, whoever's deserializer asked it
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Decoded.Absent<>();
        }
        try {
            Object value = deserializer.deserialize(topic, bytes);
            return type.isInstance(value)
                    ? new Decoded.Readable<>(type.cast(value))
                    : new Decoded.Unreadable<>("not a " + type.getSimpleName());
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            RegistryTrouble.whileReading(failed).ifPresent(away -> {
                throw away;
            });
            return new Decoded.Unreadable<>(String.valueOf(failed.getMessage()));
        }
    }
}
