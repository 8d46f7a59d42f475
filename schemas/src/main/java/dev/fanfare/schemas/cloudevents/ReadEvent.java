package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A CloudEvent in JSON: the attributes of CloudEvents 1.0, our extensions, and nothing else.
public final class ReadEvent {

    private static final int ID = 200;
    private static final int SOURCE = 500;
    private static final int SUBJECT = 1_000;
    private static final String SPECVERSION = "specversion";
    private static final String CONTENT_TYPE = "datacontenttype";
    private static final String BASE64 = "data_base64";
    private static final String TRACEPARENT = "traceparent";

    private static final Set<String> KNOWN = Set.of(
            SPECVERSION,
            "id",
            "source",
            "type",
            "subject",
            "time",
            CONTENT_TYPE,
            "dataschema",
            "data",
            BASE64,
            TRACEPARENT,
            "tracestate",
            "recipients",
            "audiences",
            "actor",
            "priority",
            "channels",
            "template",
            "title",
            "body",
            "sendat",
            "expiresat",
            "autodismiss",
            "correlationid",
            "entitytype",
            "entityid");

    private static final Pattern JSON_TYPE =
            Pattern.compile("(application|text)/([\\w.+-]+\\+)?json(\\s*;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private ReadEvent() {}

    /// @throws BadInput with the attribute that is wrong
    public static CloudEvent read(JsonNode json) {
        Fields fields = Fields.of(json).only(KNOWN);
        requireVersion(fields);
        requireJson(fields);
        Event.Builder event = Event.newBuilder()
                .setId(fields.needed("id", ID))
                .setSource(fields.needed("source", SOURCE))
                .setType(fields.needed("type", ID))
                .setSubject(fields.line("subject", SUBJECT))
                .setTime(Rfc3339.instant(fields, "time"))
                .setData(data(fields));
        fields.line("dataschema", SUBJECT);
        ReadExtensions.read(fields, event);
        return new CloudEvent(event.build(), traceparent(fields));
    }

    private static void requireVersion(Fields fields) {
        String version = fields.needed(SPECVERSION, 10);
        if (!version.equals("1.0")) {
            throw fields.wrong(SPECVERSION, "must be 1.0, is " + version);
        }
    }

    private static void requireJson(Fields fields) {
        if (fields.has(BASE64)) {
            throw fields.wrong(BASE64, "is not taken: data must be JSON");
        }
        String type = fields.line(CONTENT_TYPE, 200);
        if (type != null && !JSON_TYPE.matcher(type).matches()) {
            throw fields.wrong(CONTENT_TYPE, "must be JSON, is " + type);
        }
    }

    private static String data(Fields fields) {
        JsonNode data = fields.value("data");
        return data == null ? "{}" : new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    private static @Nullable String traceparent(Fields fields) {
        String given = fields.line(TRACEPARENT, 100);
        if (given != null && !TRACE.matcher(given).matches()) {
            throw fields.wrong(TRACEPARENT, "must be a W3C trace parent");
        }
        return given;
    }
}
