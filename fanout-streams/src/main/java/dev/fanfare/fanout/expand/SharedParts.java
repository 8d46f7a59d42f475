package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.WriteFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// What the deliveries of one slice have in common, in Avro: all fields behind the person's own.
///
/// It is encoded once for each channel, lane and locale; words that name the person anew each time, between the same
/// neighbours.
final class SharedParts {

    private static final Schema SCHEMA = Delivery.getClassSchema();
    /// Behind the person's own fields, up to the words; the words; behind the words.
    private static final List<Schema.Field> BEFORE = fields("event", "title");

    private static final List<Schema.Field> WORDS = fields("title", "data");
    private static final List<Schema.Field> BEHIND = fields("data", "");

    private final Map<Kind, Parts> parts = new HashMap<>();
    private final WriteFields<Delivery> writer = new WriteFields<>(Delivery.class);
    private final Slice slice;

    private record Kind(Channel channel, Lane lane, String locale) {}

    /// Those of one kind, and the last whole.
    private static final class Parts {
        final byte[] before;
        final byte[] behind;
        Rendered words;
        byte[] whole;

        Parts(byte[] before, byte[] behind, Rendered words, byte[] whole) {
            this.before = before;
            this.behind = behind;
            this.words = words;
            this.whole = whole;
        }
    }

    SharedParts(Slice slice) {
        this.slice = slice;
    }

    /// A delivery as a record.
    Delivery whole(String id, String recipient, Tell tell, Lane lane, Rendered words) {
        return MakeDelivery.of(slice, id, recipient, tell, lane, words);
    }

    /// Everything behind the person's own fields.
    ///
    /// @param words the same object wherever they are the same for all
    byte[] behindOwn(Tell tell, Lane lane, Rendered words) {
        Kind kind = new Kind(tell.channel(), lane, words.locale());
        Parts known = parts.get(kind);
        if (known == null) {
            known = make(tell, lane, words);
            parts.put(kind, known);
        } else if (known.words != words) {
            known.whole = join(known.before, encode(withWords(words), WORDS), known.behind);
            known.words = words;
        }
        return known.whole;
    }

    private Parts make(Tell tell, Lane lane, Rendered words) {
        Delivery one = whole("", "", tell, lane, words);
        byte[] before = encode(one, BEFORE);
        byte[] behind = encode(one, BEHIND);
        return new Parts(before, behind, words, join(before, encode(one, WORDS), behind));
    }

    private static Delivery withWords(Rendered words) {
        Delivery delivery = new Delivery();
        MakeDelivery.say(words, delivery);
        return delivery;
    }

    private byte[] encode(Delivery delivery, List<Schema.Field> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(delivery, fields, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        for (byte[] piece : pieces) {
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    /// The fields from the first named up to the second, which does not belong to them; up to the end without one.
    private static List<Schema.Field> fields(String from, String to) {
        List<Schema.Field> all = SCHEMA.getFields();
        int end = to.isEmpty() ? all.size() : SCHEMA.getField(to).pos();
        return List.copyOf(all.subList(SCHEMA.getField(from).pos(), end));
    }
}
