package dev.fanfare.streams;

import dev.fanfare.schemas.door.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// A part of a list; it may be short, and there is more wherever `next` is not null.
///
/// @param next the cursor of the following page
public record Page<T>(List<T> items, @Nullable String next) {

    /// Unless the caller says otherwise.
    public static final String DEFAULT_LIMIT = "50";

    private static final int MOST = 1_000;

    /// @throws ResponseStatusException 400 where `limit` is not 1 to 1000
    public static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw wrong("limit: must be 1 to " + MOST + ", is " + limit);
        }
        return limit;
    }

    /// What a page before this one ended with.
    ///
    /// @param length of each key of the list, in bytes
    /// @throws ResponseStatusException 400 where `cursor` is none of ours
    public static byte[] after(String cursor, int length) {
        return Cursor.bytes(cursor)
                .filter(key -> key.length == length)
                .orElseThrow(() -> wrong("cursor: must be `next` of an earlier page"));
    }

    /// 400 with words that name the parameter.
    public static ResponseStatusException wrong(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }
}
