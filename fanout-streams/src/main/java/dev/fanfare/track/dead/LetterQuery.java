package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.streams.replay.FilterQuery;
import java.util.Map;
import java.util.Set;

/// Which dead letters a call asks for.
record LetterQuery(LetterKind kind, LetterFilter filter) {

    /// @param others parameters that mean something else
    /// @throws org.springframework.web.server.ResponseStatusException 400 where a parameter is none of ours, or
    /// makes no
    /// sense
    static LetterQuery of(Map<String, String> query, Set<String> others) {
        LetterKind kind = FilterQuery.isEvents(query) ? LetterKind.BURIED : LetterKind.DELIVERY;
        return new LetterQuery(kind, FilterQuery.read(query, others));
    }
}
