package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a retry that waits is one of those that were asked for: a pure rule.
public final class FitRetry {

    private FitRetry() {}

    /// @param asOf what began to wait later does not fit
    public static boolean fits(LetterFilter filter, WaitingRetry retry, Instant asOf) {
        Instant since = retry.getSince();
        return retry.getKind() == WaitsFor.RETRY
                && (since == null || !since.isAfter(asOf))
                && is(filter.getChannel(), retry.getChannel())
                && is(filter.getType(), retry.getType())
                && is(filter.getEvent(), retry.getEvent())
                && is(filter.getRecipient(), retry.getRecipient())
                && (filter.getFrom() == null || since != null && !since.isBefore(filter.getFrom()))
                && (filter.getTo() == null || since != null && since.isBefore(filter.getTo()));
    }

    private static boolean is(@Nullable Object wanted, Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }
}
