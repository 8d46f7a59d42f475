package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.schemas.DigestRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When a digest goes out: so long after its first event, or at the next of its times of day where the person is.
final class DigestDue {

    private static final int DAYS = 8;
    private static final int DAY = 3;

    private DigestDue() {}

    /// Behind the quiet hours that it would fall into.
    ///
    /// @param first when its first event came
    static Instant of(ToDigest asked, Instant first) {
        Instant due = of(asked.rule(), Quiet.zone(asked.profile().getRecipient()), first);
        boolean held = asked.disturbs() && Quiet.HOLD.equals(asked.quiet());
        return held ? Quiet.until(asked.profile(), due).orElse(due) : due;
    }

    /// @param zone the person's
    /// @param first when its first event came
    static Instant of(DigestRule rule, ZoneId zone, Instant first) {
        return rule.getAt().isEmpty() ? first.plus(Duration.parse(rule.getWindow())) : next(rule.getAt(), zone, first);
    }

    /// A time that a change of the clock leaves out comes as much later; of one that it brings twice, the first.
    private static Instant next(List<String> times, ZoneId zone, Instant first) {
        LocalDate today = first.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, DAYS)
                .mapToObj(today::plusDays)
                .flatMap(day -> times.stream().flatMap(time -> on(time, day, zone)))
                .filter(time -> time.isAfter(first))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("no time of day in " + times));
    }

    private static Stream<Instant> on(String time, LocalDate day, ZoneId zone) {
        int blank = time.indexOf(' ');
        boolean fits = blank < 0 || day.getDayOfWeek() == day(time.substring(0, blank));
        return fits
                ? Stream.of(day.atTime(LocalTime.parse(time.substring(blank + 1)))
                        .atZone(zone)
                        .toInstant())
                : Stream.empty();
    }

    private static DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().substring(0, DAY).equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no day of the week: " + name));
    }
}
