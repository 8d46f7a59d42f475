package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A CloudEvent in JSON: the attributes of CloudEvents 1.0 and our extensions; of others those that are well known, and
/// no more, so that a slip of the pen is told.
public final class ReadEvent {

    private static final int ID = 200;
    private static final int SOURCE = 500;
    private static final int SUBJECT = 1_000;
    private static final String SPECVERSION = "specversion";
    static final String CONTENT_TYPE = "datacontenttype";
    private static final String BASE64 = "data_base64";

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
            "traceparent",
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
            "every",
            "expiresat",
            "autodismiss",
            "correlationid",
            "entitytype",
            "entityid");

    /// Of other parts on an event's way, and passed over: CloudEvents' own extensions; Knative's begin with its name.
    private static final Set<String> OTHERS = Set.of(
            "partitionkey",
            "sequence",
            "sequencetype",
            "sampledrate",
            "severitytext",
            "severitynumber",
            "recordedtime");

    private static final Pattern JSON_TYPE =
            Pattern.compile("(application|text)/([\\w.+-]+\\+)?json(\\s*;.*)?", Pattern.CASE_INSENSITIVE);

    private ReadEvent() {}

    /// @throws BadInput with the attribute that is wrong
    public static CloudEvent read(JsonNode json) {
        Fields fields = Fields.of(json).only(ReadEvent::isKnown);
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
        return new CloudEvent(event.build(), trace(fields));
    }

    private static boolean isKnown(String name) {
        return KNOWN.contains(name) || OTHERS.contains(name) || name.startsWith("knative");
    }

    /// @throws BadInput where data of this media type cannot be taken
    static void requireJson(String mediaType) {
        if (!JSON_TYPE.matcher(mediaType).matches()) {
            throw BadInput.wrong(CONTENT_TYPE, "must be JSON, is " + mediaType);
        }
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
        if (type != null) {
            requireJson(type);
        }
    }

    private static String data(Fields fields) {
        JsonNode data = fields.value("data");
        return data == null ? "{}" : new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    /// A bad one is none: W3C's rule, since no event is lost for a fault in its trace.
    private static @Nullable TraceContext trace(Fields fields) {
        return TraceContext.of(text(fields, "traceparent"), text(fields, "tracestate"))
                .orElse(null);
    }

    private static @Nullable String text(Fields fields, String name) {
        JsonNode value = fields.value(name);
        return value == null ? null : value.stringValue(null);
    }
}
