package dev.fanfare.producer.steer;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.cloudevents.Rfc3339;
import dev.fanfare.schemas.cloudevents.SendAt;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Fields;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what is to be changed of an event that waits or is under way.
final class ReadChange {

    private static final String EXPIRES_AT = "expiresat";
    private static final String PRIORITY = "priority";
    private static final String SEND_AT = "sendat";
    private static final int WORD_MOST = 20;

    private ReadChange() {}

    /// What stays is null.
    record Change(
            @Nullable Instant expiresAt,
            @Nullable Priority priority,
            @Nullable Instant sendAt) {}

    static Change of(JsonNode body, Instant now) {
        Fields fields = Fields.of(body).only(Set.of(EXPIRES_AT, PRIORITY, SEND_AT));
        Change change =
                new Change(Rfc3339.instant(fields, EXPIRES_AT), priority(fields), Rfc3339.instant(fields, SEND_AT));
        if (change.expiresAt() == null && change.priority() == null && change.sendAt() == null) {
            throw BadInput.whole("must have " + SEND_AT + ", " + EXPIRES_AT + " or " + PRIORITY);
        }
        if (change.sendAt() != null && change.sendAt().isAfter(now.plus(SendAt.AHEAD_MOST))) {
            throw fields.wrong(SEND_AT, "may be at most " + SendAt.AHEAD_MOST.toDays() + " days ahead");
        }
        if (change.expiresAt() != null && !change.expiresAt().isAfter(now)) {
            throw fields.unfit(EXPIRES_AT, "must be in the future; DELETE ends the event now");
        }
        if (expiresBefore(change, now)) {
            throw fields.unfit(EXPIRES_AT, "must be later than " + SEND_AT);
        }
        return change;
    }

    private static boolean expiresBefore(Change change, Instant now) {
        return change.expiresAt() != null
                && change.sendAt() != null
                && change.sendAt().isAfter(now)
                && !change.expiresAt().isAfter(change.sendAt());
    }

    private static @Nullable Priority priority(Fields fields) {
        String name = fields.line(PRIORITY, WORD_MOST);
        if (name == null) {
            return null;
        }
        return Names.parse(Priority.class, name)
                .orElseThrow(() -> fields.wrong(
                        PRIORITY,
                        "must be one of "
                                + Arrays.stream(Priority.values())
                                        .map(Names::of)
                                        .toList() + ", is '" + name + "'"));
    }
}
