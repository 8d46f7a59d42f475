package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.serde.RegistryConfig.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
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

    private static final int HEAD = 5;

    private final Map<String, Id> ids = new ConcurrentHashMap<>();
    private @Nullable RegistryConfig config;
    private boolean key;

    /// What was last written on a topic; its schema is compared by identity first.
    private record Id(Schema schema, Written written, byte[] head, DatumWriter<Object> writer) {

        static Id of(Schema schema, Written written) {
            byte[] head =
                    ByteBuffer.allocate(HEAD).put((byte) 0).putInt(written.id()).array();
            return new Id(schema, written, head, new SpecificDatumWriter<>(schema, generated(schema)));
        }

        /// With the generated classes' own code, which is faster than a walk over their schema, and gives the same.
        private static SpecificData generated(Schema schema) {
            SpecificData shared = SpecificData.getForSchema(schema);
            SpecificData own = new SpecificData(shared.getClassLoader());
            shared.getConversions().forEach(own::addLogicalTypeConversion);
            own.setCustomCoders(true);
            return own;
        }

        /// Whether records are written as the schema of their class says, and not as one of the registry's.
        boolean asIs() {
            return written.schema() == schema || written.schema().equals(schema);
        }
    }

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
            Id id = id(topic, schema);
            bytes.write(id.head());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            if (id.asIs()) {
                id.writer().write(data, encoder);
            } else {
                convert(data, id, encoder);
            }
            encoder.flush();
        } catch (IOException | RuntimeException failed) {
            throw failed instanceof RegistryException refused
                    ? refused
                    : new SerializationException("could not write " + schema.getFullName(), failed);
        }
        return bytes.toByteArray();
    }

    /// What stands before the Avro binary of each value of this schema, or nothing where values are converted to
    /// another.
    ///
    /// @throws RegistryException where the registry does not answer
    Optional<byte[]> head(String topic, Schema schema) {
        Id id = id(topic, schema);
        return id.asIs() ? Optional.of(id.head().clone()) : Optional.empty();
    }

    private static void convert(Object data, Id id, BinaryEncoder encoder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        BinaryEncoder first = EncoderFactory.get().directBinaryEncoder(bytes, null);
        id.writer().write(data, first);
        first.flush();
        Schema wanted = id.written().schema();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        new GenericDatumWriter<>(wanted)
                .write(new GenericDatumReader<>(id.schema(), wanted).read(null, decoder), encoder);
    }

    private Id id(String topic, Schema schema) {
        Id last = ids.get(topic);
        if (last != null && (last.schema() == schema || last.schema().equals(schema))) {
            return last;
        }
        if (config == null) {
            throw new IllegalStateException("configure() was not called");
        }
        Id id = Id.of(schema, config.written(topic + (key ? "-key" : "-value"), schema));
        ids.put(topic, id);
        return id;
    }
}
