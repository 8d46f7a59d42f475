package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/// What the deliveries of one slice have in common, in Avro: all fields behind the person's own.
///
/// It is encoded once for each channel, lane and locale; words that name the person anew each time, between the same
/// neighbours.
final class SharedParts {

    private static final Schema SCHEMA = Delivery.getClassSchema();
    /// Where the person's own fields end, and where the words begin and end.
    private static final int OWN_END = SCHEMA.getField("event").pos();

    private static final int WORDS = SCHEMA.getField("title").pos();
    private static final int WORDS_END = SCHEMA.getField("data").pos();

    private final Map<Kind, Parts> parts = new HashMap<>();
    private final FieldsWriter writer = new FieldsWriter();
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
            known.whole = join(known.before, encode(withWords(words), WORDS, WORDS_END), known.behind);
            known.words = words;
        }
        return known.whole;
    }

    private Parts make(Tell tell, Lane lane, Rendered words) {
        Delivery one = whole("", "", tell, lane, words);
        byte[] before = encode(one, OWN_END, WORDS);
        byte[] behind = encode(one, WORDS_END, SCHEMA.getFields().size());
        return new Parts(before, behind, words, join(before, encode(one, WORDS, WORDS_END), behind));
    }

    private static Delivery withWords(Rendered words) {
        Delivery delivery = new Delivery();
        MakeDelivery.say(words, delivery);
        return delivery;
    }

    private byte[] encode(Delivery delivery, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(delivery, from, to, encoder);
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

    /// Avro's writer, for some fields of a record.
    private static final class FieldsWriter extends SpecificDatumWriter<Delivery> {

        FieldsWriter() {
            super(SCHEMA, SpecificData.getForClass(Delivery.class));
        }

        void write(Delivery delivery, int from, int to, Encoder out) throws IOException {
            List<Schema.Field> fields = SCHEMA.getFields().subList(from, to);
            for (Schema.Field field : fields) {
                writeField(delivery, field, out, null);
            }
        }
    }
}
