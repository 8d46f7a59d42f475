package dev.fanfare.schemas.json;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON from outside, read strictly: a name stands once in an object, numbers stay exact, depth and lengths are
/// bounded.
public final class Json {

    /// Objects and arrays within one another.
    static final int DEPTH = 64;
    /// Digits of a number.
    static final int DIGITS = 100;

    private static final int EXPONENT = 308;
    private static final String HALF = "holds half a character: a surrogate without its other half";

    /// Reads as above; writes what it read.
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(DIGITS)
                            .maxNameLength(1_000)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter SORTED = MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private Json() {}

    /// What the bytes say.
    ///
    /// @throws BadInput with line and column where they are no JSON, or more than the bounds
    public static JsonNode read(byte[] bytes) {
        try {
            if (!Utf8.is(bytes)) {
                throw BadInput.whole("not JSON as it must be: not UTF-8");
            }
            JsonNode node = bounded(MAPPER.readTree(bytes));
            String half = HalfCharacters.find(node);
            if (half != null) {
                throw half.startsWith(".")
                        ? BadInput.wrong(half.substring(1), HALF)
                        : BadInput.whole("not JSON as it must be: a text " + HALF);
            }
            return node;
        } catch (JacksonException broken) {
            throw broken(broken);
        } catch (ArithmeticException | NumberFormatException beyond) {
            throw BadInput.whole("not JSON as it must be: a number is beyond 10^" + EXPONENT);
        }
    }

    /// The same for texts that say the same, whatever their spaces and the order of their fields; what is no JSON stays
    /// as it is.
    public static String canonical(String text) {
        try {
            return SORTED.writeValueAsString(read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (BadInput noJson) {
            return text;
        }
    }

    /// An answer of one of our own apps.
    public static JsonNode read(InputStream answer) {
        return MAPPER.readTree(answer);
    }

    /// `value` as JSON text.
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// What a parser of ours fell over.
    public static BadInput broken(JacksonException broken) {
        var at = broken.getLocation();
        String where = at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return BadInput.whole("not JSON as it must be: " + broken.getOriginalMessage() + where);
    }

    /// A number that no double holds would grow without bound once it is written out.
    private static JsonNode bounded(JsonNode node) {
        if (node.isBigDecimal()
                && Math.abs((long) node.decimalValue().precision()
                                - node.decimalValue().scale())
                        > EXPONENT) {
            throw BadInput.whole(
                    "not JSON as it must be: the number " + node.decimalValue() + " is beyond 10^" + EXPONENT);
        }
        node.forEach(Json::bounded);
        return node;
    }
}
