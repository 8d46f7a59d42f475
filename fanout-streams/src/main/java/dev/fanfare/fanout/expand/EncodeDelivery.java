package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/// Encodes deliveries: what all of a slice share is encoded once, and each person's own fields are put before it.
///
/// Avro writes the fields of a record one behind the other, and the person's own come first. Where another serializer
/// than ours writes, or another schema is wanted, each delivery is encoded whole.
final class EncodeDelivery {

    private final Map<Topic, Form> forms = new IdentityHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final Codecs codecs;
    private @Nullable BinaryEncoder encoder;

    /// How the values of a topic are written.
    ///
    /// @param head before the Avro binary, where it can be put together in pieces
    private record Form(Codec<Delivery> codec, Optional<byte[]> head) {}

    EncodeDelivery(Codecs codecs) {
        this.codecs = codecs;
    }

    /// One delivery as a value of `topic`, which is the same object wherever it is the same topic.
    ///
    /// @param shared of the slice
    byte[] encode(SharedParts shared, Topic topic, String id, String recipient, Tell tell, Lane lane, Rendered words) {
        Form form = forms.computeIfAbsent(topic, this::form);
        if (form.head().isEmpty()) {
            return form.codec().encode(shared.whole(id, recipient, tell, lane, words));
        }
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            bytes.reset();
            encoder.writeFixed(form.head().get());
            own(encoder, id, recipient, tell);
            shared.writeBehindOwn(encoder, tell, lane, words);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void own(BinaryEncoder encoder, String id, String recipient, Tell tell) throws IOException {
        encoder.writeString(id);
        encoder.writeString(recipient);
        encoder.writeString(tell.address());
        encoder.writeArrayStart();
        encoder.setItemCount(tell.secrets().size());
        for (String secret : tell.secrets()) {
            encoder.startItem();
            encoder.writeString(secret);
        }
        encoder.writeArrayEnd();
    }

    private Form form(Topic topic) {
        Codec<Delivery> codec = codecs.of(topic, Delivery.class);
        return new Form(codec, codec.head(Delivery.getClassSchema()));
    }
}
