package dev.fanfare.schemas.recur;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `R/2026-01-31T09:00[Europe/Berlin]/P1M`: a start and what lies between, without end or so many times.
///
/// Each time is counted from the start, never from the one before: the 31st of a month that has none is its last day,
/// and
/// the month after has its 31st again. The clock of the zone counts for years, months, weeks and days, and the time
/// that
/// passes for hours and less. A time that the clock leaves out is as much later as the clock was put forward; of one
/// that
/// comes twice the first counts.
///
/// @param times how many there are
record Interval(long times, LocalDateTime start, ZoneId zone, Period date, Duration time) implements Every {

    private static final Pattern FORM = Pattern.compile(
            "R(?<times>\\d{0,9})/(?<start>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?)"
                    + "(?<zone>Z|[+-]\\d\\d:\\d\\d|\\[[^\\[\\]]{1,60}])?/P(?<date>[0-9YMWD]{0,40})(T(?<time>[0-9HMS]{1,40}))?");
    private static final int FIRST_YEAR = 1970;

    static Interval parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "must be an interval as R/2026-01-31T09:00[Europe/Berlin]/P1M, or a cron expression with a zone");
        }
        if (form.group("zone") == null) {
            throw new IllegalArgumentException("needs a zone behind its start: 2026-01-31T09:00[Europe/Berlin]");
        }
        try {
            String date = form.group("date");
            String time = form.group("time");
            Interval read = new Interval(
                    form.group("times").isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group("times")),
                    LocalDateTime.parse(form.group("start")),
                    ZoneId.of(form.group("zone").replaceAll("[\\[\\]]", "")),
                    date.isEmpty() ? Period.ZERO : Period.parse("P" + date),
                    time == null ? Duration.ZERO : Duration.parse("PT" + time));
            read.check();
            return read;
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new IllegalArgumentException("is no interval: " + wrong.getMessage(), wrong);
        }
    }

    private void check() {
        if (times == 0 || start.getYear() < FIRST_YEAR) {
            throw new IllegalArgumentException(times == 0 ? "never occurs" : "must not begin before 1970");
        }
        Duration between = Duration.between(at(0), at(1));
        if (between.compareTo(Often.LEAST) < 0) {
            throw new IllegalArgumentException("may occur once a minute at most");
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        long number = firstBehind(after);
        return number < times ? Optional.of(at(number)) : Optional.empty();
    }

    @Override
    public Optional<Instant> latest(Instant after, Instant now) {
        long number = Math.min(firstBehind(now), times) - 1;
        return number < 0 ? Optional.empty() : Optional.of(at(number)).filter(time -> time.isAfter(after));
    }

    /// The number of the first time behind `after`, as if there were any number of them.
    private long firstBehind(Instant after) {
        long behind = 1;
        while (!at(behind - 1).isAfter(after)) {
            behind *= 2;
        }
        long low = behind / 2;
        long high = behind - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).isAfter(after)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Instant at(long number) {
        return start.plusMonths(Math.multiplyExact(date.toTotalMonths(), number))
                .plusDays(Math.multiplyExact(date.getDays(), number))
                .atZone(zone)
                .toInstant()
                .plus(time.multipliedBy(number))
                .truncatedTo(ChronoUnit.SECONDS);
    }
}
