package dev.fanfare.schemas.recur;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `0 9 * * MON-FRI Europe/Berlin`: minute, hour, day of the month, month, day of the week, and the zone whose clock
/// counts. A time that the clock leaves out is as much later as the clock was put forward; of one that comes twice the
/// first counts.
record Cron(UnaryOperator<@Nullable LocalDateTime> cron, ZoneId zone) implements Every {

    /// Minutes of the longest while that a clock was ever put back, and as many again.
    private static final int TWICE_MOST = 2 * 24 * 60;

    private static final Pattern FORM = Pattern.compile("(?<fields>\\S+( +\\S+){4}) +(?<zone>\\S+)");

    static Cron parse(String text, Function<String, UnaryOperator<@Nullable LocalDateTime>> cron) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("must be an interval as R/2026-01-31T09:00[Europe/Berlin]/P1M, or a cron"
                    + " expression of five fields with a zone: 0 9 * * MON-FRI Europe/Berlin");
        }
        try {
            return new Cron(cron.apply("0 " + form.group("fields")), ZoneId.of(form.group("zone")));
        } catch (DateTimeException noZone) {
            throw new IllegalArgumentException("is no time zone: " + form.group("zone"), noZone);
        }
    }

    /// @throws IllegalArgumentException where the expression leads no further
    @Override
    public Optional<Instant> next(Instant after) {
        LocalDateTime clock = behind(after.atZone(zone).toLocalDateTime());
        for (int times = 0; clock != null && !clock.atZone(zone).toInstant().isAfter(after); times++) {
            if (times == TWICE_MOST) {
                throw new IllegalArgumentException("has no time behind " + after);
            }
            clock = behind(clock);
        }
        return Optional.ofNullable(clock).map(time -> time.atZone(zone).toInstant());
    }

    /// An expression may stand still: Spring finds for `0 0 0 L-31 * ?` a time that it was asked for again.
    private @Nullable LocalDateTime behind(LocalDateTime clock) {
        LocalDateTime next;
        try {
            next = cron.apply(clock);
        } catch (DateTimeException | ArithmeticException none) {
            throw new IllegalArgumentException("has no time behind " + clock, none);
        }
        if (next != null && !next.isAfter(clock)) {
            throw new IllegalArgumentException("has no time behind " + clock);
        }
        return next;
    }

    /// A cron knows only the next one: so the first behind a time that lies further and further back, and on from
    /// there.
    @Override
    public Optional<Instant> latest(Instant after, Instant now) {
        for (Duration back = Duration.ofMinutes(2); ; back = back.multipliedBy(2)) {
            Instant from = now.minus(back).isAfter(after) ? now.minus(back) : after;
            Optional<Instant> found = upTo(from, now);
            if (found.isPresent() || from.equals(after)) {
                return found;
            }
        }
    }

    private Optional<Instant> upTo(Instant from, Instant now) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = next(from);
        while (next.isPresent() && !next.get().isAfter(now)) {
            last = next;
            next = next(next.get());
        }
        return last;
    }
}
