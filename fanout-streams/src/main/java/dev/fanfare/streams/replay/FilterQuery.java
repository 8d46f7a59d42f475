package dev.fanfare.streams.replay;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.letters.ReadFilter;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is chosen by the parameters of a query, read as a call with a body is.
public final class FilterQuery {

    private FilterQuery() {}

    /// Dead letters of channels, or what stands on `events.dlt`.
    public static ReplaySource letters(Map<String, String> query) {
        return ReadFilter.EVENTS.equals(query.get(ReadFilter.CHANNEL)) ? ReplaySource.EVENTS : ReplaySource.DLT;
    }

    /// @param others parameters that mean something else
    /// @throws ResponseStatusException 400 where a parameter is none of ours or cannot be, 422 where it makes no
    /// sense
    /// here; with its name as `field`
    public static LetterFilter read(Map<String, String> query, Set<String> others, ReplaySource source) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        query.forEach(given::put);
        try {
            Fields fields = Fields.of(given).only(name -> ReadFilter.NAMES.contains(name) || others.contains(name));
            return ReadFilter.read(fields, source);
        } catch (BadInput bad) {
            throw refused(bad);
        }
    }

    private static ResponseStatusException refused(BadInput bad) {
        HttpStatus status =
                switch (bad.kind()) {
                    case WRONG, TOO_LARGE -> HttpStatus.BAD_REQUEST;
                    case UNFIT -> HttpStatus.UNPROCESSABLE_CONTENT;
                };
        ResponseStatusException refused = new ResponseStatusException(status, bad.getMessage());
        refused.getBody().setProperty("field", bad.field());
        return refused;
    }
}
