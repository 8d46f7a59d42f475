package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.streams.replay.FilterQuery;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/// Which dead letters a call asks for.
record LetterQuery(LetterKind kind, LetterFilter filter) {

    /// @param others parameters that mean something else
    /// @throws org.springframework.web.server.ResponseStatusException 400 or 422 naming the parameter
    static LetterQuery of(Map<String, String> query, Set<String> others) {
        ReplaySource source = FilterQuery.letters(query);
        LetterKind kind = source == ReplaySource.EVENTS ? LetterKind.BURIED : LetterKind.DELIVERY;
        return new LetterQuery(kind, FilterQuery.read(query, others, source));
    }

    /// Where the newest that may fit begin.
    Bytes first() {
        Instant end = filter.getTo();
        return LetterKeys.from(kind, end == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : end.minusMillis(1));
    }

    /// Behind the oldest that may fit.
    Bytes last() {
        Instant oldest = filter.getFrom();
        return oldest == null ? LetterKeys.end(kind) : LetterKeys.from(kind, oldest.minusMillis(1));
    }

    /// Whose letters are asked for, where they stand together.
    Optional<String> person() {
        return kind == LetterKind.DELIVERY ? Optional.ofNullable(filter.getRecipient()) : Optional.empty();
    }
}
