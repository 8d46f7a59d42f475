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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// Encodes deliveries: what all of a slice share is encoded once, and each person's own fields are put before it.
///
/// Avro writes the fields of a record one behind the other, and the person's own come first. Where another serializer
/// than ours writes, or another schema is wanted, each delivery is encoded whole.
final class EncodeDelivery {

    private final Map<Topic, Form> forms = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final Codecs codecs;

    /// How the values of a topic are written.
    ///
    /// @param head before the Avro binary, where it can be put together in pieces
    private record Form(Codec<Delivery> codec, Optional<byte[]> head) {}

    EncodeDelivery(Codecs codecs) {
        this.codecs = codecs;
    }

    /// One delivery as a value of `topic`.
    ///
    /// @param shared of the slice
    byte[] encode(SharedParts shared, Topic topic, String id, String recipient, Tell tell, Lane lane, Rendered words) {
        Form form = forms.computeIfAbsent(topic, this::form);
        if (form.head().isEmpty()) {
            return form.codec().encode(shared.whole(id, recipient, tell, lane, words));
        }
        bytes.reset();
        bytes.writeBytes(form.head().get());
        own(id, recipient, tell.address(), tell.secrets());
        bytes.writeBytes(shared.behindOwn(tell, lane, words));
        return bytes.toByteArray();
    }

    private void own(String id, String recipient, String address, List<String> secrets) {
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            encoder.writeString(id);
            encoder.writeString(recipient);
            encoder.writeString(address);
            encoder.writeArrayStart();
            encoder.setItemCount(secrets.size());
            for (String secret : secrets) {
                encoder.startItem();
                encoder.writeString(secret);
            }
            encoder.writeArrayEnd();
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Form form(Topic topic) {
        Codec<Delivery> codec = codecs.of(topic, Delivery.class);
        return new Form(codec, codec.head(Delivery.getClassSchema()));
    }
}
