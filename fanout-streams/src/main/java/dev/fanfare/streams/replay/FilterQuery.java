package dev.fanfare.streams.replay;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.streams.Page;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is chosen by the parameters of a query.
public final class FilterQuery {

    /// The channel of what stands on `events.dlt`.
    public static final String EVENTS = "events";

    private static final String CHANNEL = "channel";
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Set<String> NAMES = Set.of(CHANNEL, "reason", "type", "event", "recipient", "from", "to");

    private FilterQuery() {}

    public static boolean isEvents(Map<String, String> query) {
        return EVENTS.equals(query.get(CHANNEL));
    }

    /// @param others parameters that mean something else
    /// @throws org.springframework.web.server.ResponseStatusException 400 where a parameter is none of ours, or
    /// makes no
    /// sense
    public static LetterFilter read(Map<String, String> query, Set<String> others) {
        query.keySet().stream()
                .filter(name -> !NAMES.contains(name) && !others.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Page.wrong(name + ": is not known here");
                });
        LetterFilter filter = new LetterFilter();
        filter.setChannel(isEvents(query) ? null : one(Channel.class, CHANNEL, query.get(CHANNEL)));
        filter.setReason(one(Reason.class, "reason", query.get("reason")));
        filter.setType(query.get("type"));
        filter.setEvent(query.get("event"));
        filter.setRecipient(query.get("recipient"));
        filter.setFrom(instant("from", query.get("from")));
        filter.setTo(instant("to", query.get("to")));
        return filter;
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String name, @Nullable String text) {
        return text == null
                ? null
                : Names.parse(type, text)
                        .orElseThrow(() -> Page.wrong(name + ": must be one of " + names(type) + ", is " + text));
    }

    private static <E extends Enum<E>> Collection<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::of).toList();
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            if (text == null) {
                return null;
            }
            Instant instant = Instant.parse(text.toUpperCase(Locale.ROOT));
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
                throw Page.wrong(name + ": must be of the years 1970 to 9999, is " + text);
            }
            return instant;
        } catch (DateTimeParseException noInstant) {
            throw Page.wrong(name + ": must be an instant as 2026-03-01T08:00:00Z, is " + text);
        }
    }
}
