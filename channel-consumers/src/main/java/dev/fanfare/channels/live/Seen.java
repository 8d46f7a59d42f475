package dev.fanfare.channels.live;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// What a reader says that it has seen.
///
/// @param place the last id; null where it has seen nothing that we know of
record Seen(@Nullable Long place) {

    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    /// Whoever comes back says so in the header, and still has the first call's parameter. A browser sends what it got
    /// last, whoever that was from: a header that is no id of ours counts as none.
    ///
    /// @throws ResponseStatusException where the parameter is no id
    static Seen of(@Nullable String header, @Nullable String after) {
        if (after != null && !ID.matcher(after).matches()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "after: is no id of a stream's");
        }
        String last = header != null && ID.matcher(header).matches() ? header : after;
        return new Seen(last == null ? null : Long.valueOf(last));
    }
}
