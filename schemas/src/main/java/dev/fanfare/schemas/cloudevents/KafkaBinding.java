package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// CloudEvents' protocol binding for Kafka 1.0.2: structured mode in JSON, and binary mode with attributes as headers.
public final class KafkaBinding {

    /// Bytes of all attributes in headers together.
    public static final int HEADERS = 64 * 1024;

    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String CLOUD_EVENTS = "application/cloudevents";
    private static final String STRUCTURED = CLOUD_EVENTS + "+json";

    private KafkaBinding() {}

    /// The event of a record; nothing where its headers do not make it a CloudEvent.
    ///
    /// @throws BadInput where they do and it is none, with the attribute that is wrong
    public static Optional<CloudEvent> read(Headers headers, byte @Nullable [] value) {
        String type = contentType(headers);
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (media.startsWith(CLOUD_EVENTS)) {
            requireStructured(media);
            return Optional.of(ReadEvent.read(Json.read(bounded(value))));
        }
        if (!isEvent(headers)) {
            return Optional.empty();
        }
        BinaryMode event = attributes(headers);
        if (type != null) {
            ReadEvent.requireJson(type);
            event.attribute(ReadEvent.CONTENT_TYPE, type);
        }
        return Optional.of(ReadEvent.read(event.with(bounded(value))));
    }

    private static @Nullable String contentType(Headers headers) {
        return RecordHeaders.get(headers, CONTENT_TYPE)
                .or(() -> RecordHeaders.get(headers, "Content-Type"))
                .orElse(null);
    }

    private static void requireStructured(String media) {
        if (media.startsWith(CLOUD_EVENTS + "-batch")) {
            throw BadInput.wrong(CONTENT_TYPE, "Kafka's binding has no batches: each event is a record of its own");
        }
        if (!media.equals(STRUCTURED)) {
            throw BadInput.wrong(
                    CONTENT_TYPE, "of CloudEvents' formats only " + STRUCTURED + " is taken, not " + media);
        }
    }

    /// By any of the attributes that every event has, so that the one that is missing can be named.
    private static boolean isEvent(Headers headers) {
        for (String name : new String[] {"specversion", "id", "source", "type"}) {
            if (headers.lastHeader(PREFIX + name) != null) {
                return true;
            }
        }
        return false;
    }

    private static BinaryMode attributes(Headers headers) {
        BinaryMode event = new BinaryMode();
        int size = 0;
        for (Header header : headers) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                size += header.key().length() + header.value().length;
                if (size > HEADERS) {
                    throw BadInput.tooLarge("the ce_ headers have more than " + HEADERS
                            + " bytes: send what has more in structured mode");
                }
                String name = header.key().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                event.attribute(name, text(name, header.value()));
            }
        }
        return event;
    }

    private static String text(String name, byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw BadInput.wrong(name, "is not UTF-8");
        }
    }

    private static byte[] bounded(byte @Nullable [] value) {
        if (value != null && value.length > Sizes.EVENT) {
            throw BadInput.tooLarge("an event has at most " + Sizes.EVENT + " bytes");
        }
        return value == null ? new byte[0] : value;
    }
}
