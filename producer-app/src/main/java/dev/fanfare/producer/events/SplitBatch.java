package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;

/// Cuts a JSON array into the bytes of its elements, so that a fault in one is the fault of that one.
final class SplitBatch {

    /// Events of a batch.
    static final int MOST = 1_000;

    private SplitBatch() {}

    static List<byte[]> split(byte[] batch) {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER
                .reader()
                .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .createParser(batch)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw refused(HttpStatus.BAD_REQUEST, "a batch must be a JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element(parser, batch));
                if (elements.size() > MOST) {
                    throw refused(HttpStatus.CONTENT_TOO_LARGE, "a batch has at most " + MOST + " events");
                }
            }
            if (parser.nextToken() != null) {
                throw refused(HttpStatus.BAD_REQUEST, "there is more behind the batch");
            }
        } catch (JacksonException broken) {
            throw Refused.of(Json.broken(broken));
        }
        return elements;
    }

    /// Empty where it is no object.
    private static byte[] element(JsonParser parser, byte[] batch) {
        long from = parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() != JsonToken.START_OBJECT || from < 0) {
            parser.skipChildren();
            return new byte[0];
        }
        parser.skipChildren();
        return Arrays.copyOfRange(
                batch, (int) from, (int) parser.currentLocation().getByteOffset());
    }

    private static Refused refused(HttpStatus status, String why) {
        return Refused.because(status, why);
    }
}
