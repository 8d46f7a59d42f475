package dev.fanfare.channels.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Reads the header `Retry-After`: seconds, or a date as HTTP writes it.
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(366);

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
        if (text.matches("\\d{1,18}")) {
            return Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds()));
        }
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
