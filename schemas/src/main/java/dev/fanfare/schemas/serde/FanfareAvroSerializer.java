package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.serde.RegistryConfig.Written;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
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

    private final Map<String, Id> ids = new ConcurrentHashMap<>();
    private @Nullable RegistryConfig config;
    private boolean key;

    /// What was last written on a topic; its schema is compared by identity first.
    private record Id(Schema schema, Written written) {}

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
            Written written = written(topic, schema);
            DataOutputStream head = new DataOutputStream(bytes);
            head.writeByte(0);
            head.writeInt(written.id());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            write(data, schema, written.schema(), encoder);
            encoder.flush();
        } catch (IOException | RuntimeException failed) {
            throw failed instanceof RegistryException refused
                    ? refused
                    : new SerializationException("could not write " + schema.getFullName(), failed);
        }
        return bytes.toByteArray();
    }

    private static void write(Object data, Schema own, Schema wanted, BinaryEncoder encoder) throws IOException {
        SpecificData model = SpecificData.getForSchema(own);
        if (wanted == own || wanted.equals(own)) {
            new SpecificDatumWriter<>(own, model).write(data, encoder);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        BinaryEncoder first = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<>(own, model).write(data, first);
        first.flush();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        new GenericDatumWriter<>(wanted).write(new GenericDatumReader<>(own, wanted).read(null, decoder), encoder);
    }

    private Written written(String topic, Schema schema) {
        Id last = ids.get(topic);
        if (last != null && (last.schema() == schema || last.schema().equals(schema))) {
            return last.written();
        }
        if (config == null) {
            throw new IllegalStateException("configure() was not called");
        }
        Written written = config.written(topic + (key ? "-key" : "-value"), schema);
        ids.put(topic, new Id(schema, written));
        return written;
    }
}
