package dev.fanfare.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads what [FanfareAvroSerializer], or any other serializer of the Confluent wire format, wrote.
///
/// The reader's schema is that of the generated class of the same name. A record without one is refused before a byte
/// of it is read, unless generic records are asked for (`specific.avro.reader=false`).
public final class FanfareAvroDeserializer implements Deserializer<Object> {

    private static final int HEAD = 5;
    private final Map<Integer, DatumReader<Object>> readers = new ConcurrentHashMap<>();
    private final @Nullable Class<?> only;
    private @Nullable RegistryConfig config;

    /// For any of the generated classes.
    public FanfareAvroDeserializer() {
        this(null);
    }

    /// @param only the class to read; null for any
    FanfareAvroDeserializer(@Nullable Class<?> only) {
        this.only = only;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        config = RegistryConfig.of(configs);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    public Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (data.length < HEAD || data[0] != 0) {
            throw new SerializationException("not in the Confluent wire format: " + data.length + " bytes");
        }
        int id = ByteBuffer.wrap(data, 1, 4).getInt();
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data, HEAD, data.length - HEAD, null);
            Object value = readers.computeIfAbsent(id, this::reader).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("bytes left over behind the record");
            }
            return value;
        } catch (SerializationException told) {
            throw told;
        } catch (StackOverflowError nested) { // a schema of our name may yet hold itself
            throw new SerializationException("nested too deeply, of schema " + id);
        } catch (IOException | RuntimeException broken) {
            throw new SerializationException("not Avro of schema " + id + ": " + broken.getMessage(), broken);
        }
    }

    private DatumReader<Object> reader(int id) {
        if (config == null) {
            throw new IllegalStateException("configure() was not called");
        }
        Schema written = config.registry().byId(id);
        if (!config.specific()) {
            return new GenericDatumReader<>(written);
        }
        Class<?> type =
                written.getType() == Schema.Type.RECORD ? SpecificData.get().getClass(written) : null;
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException("a " + written.getFullName() + ", which is no record of ours");
        }
        if (only != null && type != only) {
            throw new SerializationException("not a " + only.getSimpleName());
        }
        return new SpecificDatumReader<>(written, SpecificData.get().getSchema(type), SpecificData.getForClass(type));
    }
}
