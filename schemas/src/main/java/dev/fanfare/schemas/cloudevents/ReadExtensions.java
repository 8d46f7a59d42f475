package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.recur.Every;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an event says for itself: our CloudEvents extensions.
final class ReadExtensions {

    private static final int TITLE = 1_000;
    private static final int ANY = 256 * 1024;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

    private ReadExtensions() {}

    static void read(Fields fields, Event.Builder event) {
        event.setRecipients(NamedPeople.recipients(fields))
                .setAudiences(NamedPeople.audiences(fields))
                .setActor(id(fields, "actor"))
                .setPriority(priority(fields))
                .setChannels(ChannelNames.of(fields.path("channels"), Commas.list(fields, "channels", 20)))
                .setTemplate(id(fields, "template"))
                .setTitle(fields.line("title", TITLE))
                .setBody(body(fields))
                .setSendAt(sendAt(fields))
                .setEvery(fields.line("every", Every.LONGEST))
                .setExpiresAt(Rfc3339.instant(fields, "expiresat"))
                .setAutoDismiss(flag(fields))
                .setCorrelationId(fields.line("correlationid", 200))
                .setEntityType(fields.line("entitytype", 200))
                .setEntityId(fields.line("entityid", 200));
    }

    private static @Nullable String id(Fields fields, String name) {
        String id = fields.line(name, 200);
        if (id != null && !Ids.valid(id)) {
            throw fields.wrong(name, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return id;
    }

    private static @Nullable Priority priority(Fields fields) {
        String text = fields.line("priority", 20);
        return text == null
                ? null
                : Names.parse(Priority.class, text)
                        .orElseThrow(() -> fields.wrong("priority", "must be urgent, high, normal or low"));
    }

    private static @Nullable String sendAt(Fields fields) {
        SendAt sendAt = SendAt.read(fields, "sendat");
        return sendAt == null ? null : sendAt.text();
    }

    private static @Nullable String body(Fields fields) {
        String body = fields.text("body", ANY);
        if (body != null && UNPRINTABLE.matcher(body).find()) {
            throw fields.wrong("body", "holds a control character");
        }
        return body;
    }

    /// Binary mode has only text.
    private static boolean flag(Fields fields) {
        JsonNode value = fields.value("autodismiss");
        if (value != null && value.isString() && List.of("true", "false").contains(value.stringValue())) {
            return Boolean.parseBoolean(value.stringValue());
        }
        return fields.flag("autodismiss");
    }
}
