package dev.fanfare.schemas.recur;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The times of a series: a repeating interval of ISO 8601, or a cron expression, with a zone.
///
/// Who uses it brings the cron: this module is for clients too, and carries no library for it.
public sealed interface Every permits Interval, Cron {

    /// Characters of the text.
    int LONGEST = 200;

    /// The first time behind `after`, or nothing where there is none any more.
    ///
    /// @throws IllegalArgumentException with words for the sender, where a cron expression leads no further
    Optional<Instant> next(Instant after);

    /// The last time behind `after` that is not behind `now`, or nothing where there is none.
    Optional<Instant> latest(Instant after, Instant now);

    /// @param cron makes of an expression with six fields, seconds first, what finds the next time of the clock behind
    /// another, or null where there is none; throws where it is none
    /// @throws IllegalArgumentException with words for the sender
    static Every parse(String text, Function<String, UnaryOperator<@Nullable LocalDateTime>> cron) {
        Every every = text.startsWith("R") ? Interval.parse(text) : Cron.parse(text, cron);
        Often.check(every);
        return every;
    }
}
