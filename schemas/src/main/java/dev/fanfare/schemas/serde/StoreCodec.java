package dev.fanfare.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// What stands in a local store: a byte for the version of its schema, Avro binary. Safe for use by many threads.
///
/// No registry is asked: who reads a store was built with every version that ever wrote it, the [PublishedSchemas].
public final class StoreCodec<T extends SpecificRecord> {

    private static final int SIZE = 128;

    private final Schema schema;
    private final DatumWriter<T> writer;
    private final List<DatumReader<T>> readers;

    private StoreCodec(Class<T> type, List<Schema> published) {
        SpecificData model = SpecificData.getForClass(type);
        schema = model.getSchema(type);
        writer = new SpecificDatumWriter<>(schema, model);
        boolean isNew = published.isEmpty() || !PublishedSchemas.same(published.getLast(), schema);
        readers = Stream.concat(published.stream(), isNew ? Stream.of(schema) : Stream.empty())
                .<DatumReader<T>>map(written -> new SpecificDatumReader<>(written, schema, model))
                .toList();
    }

    public static <T extends SpecificRecord> StoreCodec<T> of(Class<T> type) {
        return new StoreCodec<>(type, PublishedSchemas.of(type.getSimpleName()));
    }

    /// @param published the schemas of earlier versions, the first one first
    static <T extends SpecificRecord> StoreCodec<T> behind(List<Schema> published, Class<T> type) {
        return new StoreCodec<>(type, published);
    }

    public byte[] encode(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE);
        bytes.write(readers.size());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalStateException where `bytes` are none of [#encode]'s
    public T decode(byte[] bytes) {
        return decode(bytes, 0);
    }

    /// What begins at `from`, up to the end of `bytes`.
    ///
    /// @throws IllegalStateException where that is none of [#encode]'s
    public T decode(byte[] bytes, int from) {
        int version = bytes.length <= from ? 0 : bytes[from];
        if (version < 1 || version > readers.size()) {
            throw new IllegalStateException(
                    schema.getName() + " of a version that this build does not know: " + version);
        }
        try {
            return readers.get(version - 1)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, from + 1, bytes.length - from - 1, null));
        } catch (IOException | RuntimeException broken) {
            throw new IllegalStateException("not a stored " + schema.getName(), broken);
        }
    }
}
