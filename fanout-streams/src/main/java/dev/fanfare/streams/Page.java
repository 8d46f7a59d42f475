package dev.fanfare.streams;

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

    /// 400 with words that name the parameter.
    public static ResponseStatusException wrong(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }
}
