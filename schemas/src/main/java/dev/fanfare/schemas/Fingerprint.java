package dev.fanfare.schemas;

import dev.fanfare.schemas.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// What tells an event sent again from another event under the same id.
public final class Fingerprint {

    /// May differ from call to call; or is taken in its canonical form.
    private static final Set<String> LEFT_OUT = Set.of("time", "correlationId", "data");

    private static final List<Schema.Field> FIELDS = Event.getClassSchema().getFields().stream()
            .filter(field -> !LEFT_OUT.contains(field.name()))
            .toList();
    private static final WriteFields<Event> WRITER = new WriteFields<>(Event.class);

    private Fingerprint() {}

    /// 64 bits over all that an event says but its time and correlation id, which may differ from call to call; the
    /// same by whatever way it came in.
    public static long of(Event event) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(256);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(content, null);
            WRITER.write(event, FIELDS, encoder);
            encoder.writeString(Json.canonical(event.getData()));
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteBuffer.wrap(Sha256.of(content.toByteArray())).getLong();
    }
}
