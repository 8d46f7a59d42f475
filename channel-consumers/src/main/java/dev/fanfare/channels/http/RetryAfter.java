package dev.fanfare.channels.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the header `Retry-After`: seconds, or a date in any of the ways HTTP writes it.
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_DIGITS = 18;

    private RetryAfter() {}

    /// 0 to 366 days, the longest that anything waits; 0 where it says nothing that can be read.
    static Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        Duration asked = read(header.strip(), now);
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Duration read(String text, Instant now) {
        if (text.matches("\\d+")) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
        }
        String date = text.replaceFirst("^\\p{Alpha}+,? ", "");
        return formats(now).stream()
                .flatMap(format -> read(date, format).stream())
                .findFirst()
                .map(until -> Duration.between(now, until))
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> read(String date, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(date, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /// The three that RFC 9110 has recipients read (5.6.7), without the weekday. A year of two digits lies less than 50
    /// years ahead.
    private static List<DateTimeFormatter> formats(Instant now) {
        LocalDate earliest = now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(50);
        return List.of(
                DateTimeFormatter.RFC_1123_DATE_TIME,
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern("dd-MMM-")
                        .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.US)
                        .withZone(ZoneOffset.UTC),
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern("MMM ppd HH:mm:ss yyyy")
                        .toFormatter(Locale.US)
                        .withZone(ZoneOffset.UTC));
    }
}
