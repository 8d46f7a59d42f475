package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.streams.Page;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The query parameters that choose events; each may be absent, all that are there must fit.
///
/// @param entity an entity's id, or `TYPE:ID`
/// @param from an ISO 8601 instant, itself in
/// @param to an ISO 8601 instant, itself out
record EventFilter(
        @Nullable String type,
        @Nullable String state,
        @Nullable String source,
        @Nullable String correlation,
        @Nullable String entity,
        @Nullable String from,
        @Nullable String to) {

    /// Itself.
    ///
    /// @throws org.springframework.web.server.ResponseStatusException 400 where a parameter makes no sense
    EventFilter checked() {
        if (state != null && Names.parse(EventState.class, state).isEmpty()) {
            throw Page.wrong("state: must be one of " + Arrays.toString(EventState.values()) + ", is " + state);
        }
        first();
        end();
        return this;
    }

    @Nullable
    Instant first() {
        return instant("from", from);
    }

    @Nullable
    Instant end() {
        return instant("to", to);
    }

    /// The shortest order in which all that fit stand.
    EventOrder order() {
        if (correlation != null) {
            return EventOrder.ofCorrelation(correlation);
        }
        if (entity != null) {
            return EventOrder.ofEntity(entity);
        }
        return type == null ? EventOrder.ofAll() : EventOrder.ofType(type);
    }

    boolean fits(EventStatus status) {
        EventAdmitted head = status.getAdmitted();
        return head != null
                && is(type, head.getType())
                && is(source, head.getSource())
                && is(correlation, head.getCorrelationId())
                && (entity == null || about(entity, head))
                && (state == null || EventState.of(status).name().equalsIgnoreCase(state));
    }

    private static boolean about(String entity, EventAdmitted head) {
        return entity.equals(head.getEntityId()) || entity.equals(head.getEntityType() + ":" + head.getEntityId());
    }

    private static boolean is(@Nullable String wanted, @Nullable String found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            throw Page.wrong(name + ": must be an instant as 2026-03-01T08:00:00Z, is " + text);
        }
    }
}
