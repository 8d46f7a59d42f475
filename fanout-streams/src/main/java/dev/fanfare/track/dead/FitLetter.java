package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.LetterHead;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a dead letter is one of those that were asked for: a pure rule.
final class FitLetter {

    private FitLetter() {}

    static boolean fits(LetterFilter filter, LetterHead head, Instant at) {
        return is(filter.getChannel(), head.getChannel())
                && is(filter.getReason(), head.getReason())
                && is(filter.getType(), head.getType())
                && is(filter.getEvent(), head.getEvent())
                && is(filter.getRecipient(), head.getRecipient())
                && (filter.getFrom() == null || !at.isBefore(filter.getFrom()))
                && (filter.getTo() == null || at.isBefore(filter.getTo()));
    }

    /// Whether counts by channel and reason say how many fit.
    static boolean isCounted(LetterFilter filter) {
        return filter.getType() == null
                && filter.getEvent() == null
                && filter.getRecipient() == null
                && filter.getFrom() == null
                && filter.getTo() == null;
    }

    private static boolean is(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }
}
