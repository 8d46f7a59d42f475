package dev.fanfare.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Writes Avro in the Confluent wire format: a zero byte, the schema's id in four bytes, Avro binary.
///
/// Takes kafka-avro-serializer's settings [RegistryConfig]; the subject is `TOPIC-value` or `TOPIC-key`.
public final class FanfareAvroSerializer implements Serializer<Object> {

    private final Map<String, Id> ids = new ConcurrentHashMap<>();
    private @Nullable RegistryConfig config;
    private boolean key;

    /// The id last used on a topic; its schema is compared by identity first.
    private record Id(Schema schema, int id) {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        config = RegistryConfig.of(configs);
        key = isKey;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    public byte[] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        if (!(data instanceof GenericContainer container)) {
            throw new SerializationException("not an Avro record: " + data.getClass());
        }
        Schema schema = container.getSchema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            DataOutputStream head = new DataOutputStream(bytes);
            head.writeByte(0);
            head.writeInt(id(topic, schema));
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)).write(data, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException failed) {
            throw failed instanceof RegistryException refused
                    ? refused
                    : new SerializationException("could not write " + schema.getFullName(), failed);
        }
        return bytes.toByteArray();
    }

    private int id(String topic, Schema schema) {
        Id last = ids.get(topic);
        if (last != null && (last.schema() == schema || last.schema().equals(schema))) {
            return last.id();
        }
        if (config == null) {
            throw new IllegalStateException("configure() was not called");
        }
        String subject = topic + (key ? "-key" : "-value");
        int id = config.idFor(subject, schema);
        ids.put(topic, new Id(schema, id));
        return id;
    }
}
