package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// One topic's values: to bytes, and back with failures as values. Safe for use by many threads.
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

    /// @throws SerializationException where the registry does not answer, or `value` lacks a field
    public byte[] encode(T value) {
        return serializer.serialize(topic, value);
    }

    /// What the bytes hold; throws only where the registry does not answer, since trying again is then right.
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Decoded.Absent<>();
        }
        try {
            Object value = deserializer.deserialize(topic, bytes);
            return type.isInstance(value)
                    ? new Decoded.Readable<>(type.cast(value))
                    : new Decoded.Unreadable<>("not a " + type.getSimpleName());
        } catch (RegistryException away) {
            if (away.passing()) {
                throw away;
            }
            return new Decoded.Unreadable<>(String.valueOf(away.getMessage()));
        } catch (SerializationException unreadable) {
            return new Decoded.Unreadable<>(String.valueOf(unreadable.getMessage()));
        }
    }
}
