package dev.fanfare.producer.http;

import dev.fanfare.schemas.door.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/// What part of a list is asked for.
///
/// @param limit 1 to 1,000
/// @param after the key that the last page ended with; empty for the first
public record Page(int limit, String after) {

    private static final int LIMIT = 100;
    private static final int MOST = 1_000;

    /// From `limit` and `cursor` of the query.
    public static Page of(ServerRequest call) {
        return new Page(
                call.param("limit").map(Page::limit).orElse(LIMIT),
                call.param("cursor").map(Page::key).orElse(""));
    }

    /// A list's page: `{"items", "next"}`.
    public static Map<String, @Nullable Object> json(List<?> items, @Nullable String last) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", items);
        json.put("next", last == null ? null : Cursor.of(last));
        return json;
    }

    private static int limit(String text) {
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw Refused.invalid("limit", "must be 1 to " + MOST);
        }
        return limit;
    }

    private static String key(String cursor) {
        return Cursor.text(cursor).orElseThrow(() -> Refused.invalid("cursor", "is not one of ours"));
    }
}
