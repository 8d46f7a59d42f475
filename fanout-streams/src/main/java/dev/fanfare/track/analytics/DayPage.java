package dev.fanfare.track.analytics;

import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import dev.fanfare.track.analytics.DayFigures.Kind;
import dev.fanfare.track.analytics.DayFigures.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of rows. A cursor is a place in their order, so that a page goes on also where its last row is gone.
public final class DayPage {

    private static final String BETWEEN = "\n";
    private static final int PARTS = 3;

    private DayPage() {}

    /// @param rows in order
    /// @param cursor `next` of the page before; null for the first
    /// @throws org.springframework.web.server.ResponseStatusException 400 where it is none
    public static Page<DayView> of(List<Row> rows, int limit, @Nullable String cursor) {
        Kind last = cursor == null ? null : read(cursor);
        List<Row> rest = last == null
                ? rows
                : rows.stream()
                        .filter(row -> DayFigures.ORDER.compare(row.kind(), last) > 0)
                        .toList();
        List<DayView> items = rest.stream().limit(limit).map(DayView::of).toList();
        return new Page<>(
                items, rest.size() <= limit ? null : write(rest.get(limit - 1).kind()));
    }

    private static String write(Kind kind) {
        String place = kind.day() + BETWEEN + kind.channel() + BETWEEN + kind.type();
        return Cursor.of(place.getBytes(StandardCharsets.UTF_8));
    }

    /// A type may hold anything, and so stands last.
    private static Kind read(String cursor) {
        String[] parts = Cursor.bytes(cursor)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(BETWEEN, PARTS))
                .filter(found -> found.length == PARTS)
                .orElseThrow(() -> Page.wrong("cursor: must be `next` of an earlier page"));
        return new Kind(parts[0], parts[2], parts[1]);
    }
}
