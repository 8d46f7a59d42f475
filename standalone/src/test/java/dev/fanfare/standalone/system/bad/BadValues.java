package dev.fanfare.standalone.system.bad;

import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/// Values that are none: the same ones for the same seed.
final class BadValues {

    private static final int UNKNOWN = 4_711;
    private static final int LONGEST = 300;
    private static final int SWOLLEN = 20 << 20;

    private BadValues() {}

    /// @param schemas the ids of the schemas in use, by name
    static List<byte @Nullable []> of(Topic topic, Map<String, Integer> schemas, Random random) {
        List<byte @Nullable []> values = new ArrayList<>();
        values.add(null);
        values.add(new byte[0]);
        values.add(new byte[] {0});
        values.add(bytes(random, 1 + random.nextInt(LONGEST)));
        values.add(framed((byte) 1, UNKNOWN, bytes(random, LONGEST)));
        values.add(framed((byte) 0, UNKNOWN, bytes(random, LONGEST)));
        values.add(bytes(random, Sizes.MESSAGE));
        values.add(new byte[SWOLLEN]);
        schemas.forEach((_, id) -> values.add(framed((byte) 0, id, bytes(random, random.nextInt(LONGEST)))));
        Integer own = schemas.get(topic.schema().getFullName());
        if (own != null) {
            int whole = emptiest(topic.schema());
            values.add(framed((byte) 0, own, new byte[0]));
            values.add(framed((byte) 0, own, new byte[whole - 1]));
            values.add(framed((byte) 0, own, new byte[whole]));
            values.add(framed((byte) 0, own, new byte[whole + 1]));
            values.add(framed((byte) 0, own, bytes(random, Sizes.MESSAGE)));
        }
        return values;
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// How many zeros make a record: every text empty, every number 0, every choice the first.
    private static int emptiest(Schema schema) {
        for (int length = 1; ; length++) {
            try {
                BinaryDecoder zeros = DecoderFactory.get().binaryDecoder(new byte[length], null);
                new GenericDatumReader<>(schema).read(null, zeros);
                return length;
            } catch (IOException tooShort) {
                // one more
            }
        }
    }

    private static byte[] framed(byte magic, int schema, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put(magic)
                .putInt(schema)
                .put(body)
                .array();
    }
}
