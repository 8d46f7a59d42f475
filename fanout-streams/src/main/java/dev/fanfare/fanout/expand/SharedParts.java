package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.MakeDelivery;
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
import org.jspecify.annotations.Nullable;

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

    /// Those of one kind; the words as well, where all share them.
    private record Parts(byte[] before, Rendered words, byte[] encoded, byte[] behind) {}

    SharedParts(Slice slice) {
        this.slice = slice;
    }

    /// A delivery as a record.
    Delivery whole(String id, String recipient, Tell tell, Lane lane, Rendered words) {
        return MakeDelivery.of(slice, id, recipient, tell, lane, words);
    }

    /// Writes everything behind the person's own fields.
    ///
    /// @param words the same object wherever they are the same for all
    void writeBehindOwn(BinaryEncoder out, Tell tell, Lane lane, Rendered words) throws IOException {
        Parts known = parts.computeIfAbsent(
                new Kind(tell.channel(), lane, words.locale()), _ -> make(whole("", "", tell, lane, words), words));
        out.writeFixed(known.before);
        if (known.words == words) {
            out.writeFixed(known.encoded);
        } else {
            write(words, out);
        }
        out.writeFixed(known.behind);
    }

    private Parts make(Delivery one, Rendered words) {
        return new Parts(encode(one, BEFORE), words, encode(one, WORDS), encode(one, BEHIND));
    }

    /// The fields [#WORDS], which all are strings, some of them optional.
    private static void write(Rendered words, BinaryEncoder out) throws IOException {
        out.writeString(words.title());
        out.writeString(words.body());
        optional(words.html(), out);
        optional(words.url(), out);
        optional(words.icon(), out);
    }

    /// As a union of null and string.
    private static void optional(@Nullable String word, BinaryEncoder out) throws IOException {
        out.writeIndex(word == null ? 0 : 1);
        if (word != null) {
            out.writeString(word);
        }
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

    /// The fields from the first named up to the second, which does not belong to them; up to the end without one.
    private static List<Schema.Field> fields(String from, String to) {
        List<Schema.Field> all = SCHEMA.getFields();
        int end = to.isEmpty() ? all.size() : SCHEMA.getField(to).pos();
        return List.copyOf(all.subList(SCHEMA.getField(from).pos(), end));
    }
}
