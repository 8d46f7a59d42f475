package dev.fanfare.track.analytics;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Page;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which sums are asked for.
///
/// @param from the first day, in UTC
/// @param to the last day, in it
/// @param type null for any
/// @param channel null for any
/// @param by of `day`, `type` and `channel` those that rows are told apart by
public record AnalyticsQuery(
        LocalDate from,
        LocalDate to,
        @Nullable String type,
        @Nullable Channel channel,
        Set<String> by) {

    private static final int USUAL_DAYS = 7;
    private static final Set<String> ALL = Set.of("day", "type", "channel");
    private static final Set<String> KNOWN = Set.of("from", "to", "type", "channel", "by", "format", "limit", "cursor");

    /// @throws org.springframework.web.server.ResponseStatusException 400 where a parameter makes no sense
    public static AnalyticsQuery of(Map<String, String> query, LocalDate today) {
        query.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Page.wrong(name + ": there is no such filter; there are " + new TreeSet<>(KNOWN));
                });
        LocalDate to = day("to", query.get("to"), today);
        LocalDate from = day("from", query.get("from"), to.minusDays(USUAL_DAYS - 1L));
        if (from.isAfter(to)) {
            throw Page.wrong("from: must not be later than to, is " + from);
        }
        return new AnalyticsQuery(from, to, query.get("type"), channel(query.get("channel")), by(query.get("by")));
    }

    boolean fits(DayKey key) {
        return (type == null || type.equals(key.type())) && (channel == null || channel == key.channel());
    }

    DayFigures.Kind kind(DayKey key) {
        return new DayFigures.Kind(
                by.contains("day") ? key.day().toString() : "",
                by.contains("type") ? key.type() : "",
                by.contains("channel") ? Names.of(key.channel()) : "");
    }

    private static @Nullable Channel channel(@Nullable String name) {
        return name == null
                ? null
                : Names.parse(Channel.class, name)
                        .filter(Topics.CHANNELS::contains)
                        .orElseThrow(() -> Page.wrong("channel: must be one of "
                                + Topics.CHANNELS.stream().map(Names::of).toList() + ", is " + name));
    }

    private static Set<String> by(@Nullable String names) {
        if (names == null) {
            return ALL;
        }
        Set<String> by = new TreeSet<>(Arrays.asList(names.split(",")));
        if (!ALL.containsAll(by)) {
            throw Page.wrong("by: must be some of day, type and channel with commas, is " + names);
        }
        return by;
    }

    private static LocalDate day(String name, @Nullable String text, LocalDate unless) {
        try {
            return text == null ? unless : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException noDay) {
            throw Page.wrong(name + ": must be a day as 2026-03-01, is " + text);
        }
    }
}
