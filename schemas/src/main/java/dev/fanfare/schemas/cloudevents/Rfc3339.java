package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Points in time as RFC 3339 writes them, to the millisecond.
public final class Rfc3339 {

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");

    private Rfc3339() {}

    public static @Nullable Instant instant(Fields fields, String name) {
        String text = fields.line(name, 50);
        if (text == null) {
            return null;
        }
        try {
            return parse(text.toUpperCase(Locale.ROOT))
                    .orElseThrow(
                            () -> fields.wrong(name, "must be a time as RFC 3339 writes it: 2026-01-31T08:00:00Z"));
        } catch (DateTimeException noSuchDay) {
            throw fields.wrong(name, "is no point in time: " + noSuchDay.getMessage());
        }
    }

    /// @param text in capitals
    /// @throws DateTimeException where there is no such day or hour
    static Optional<Instant> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS))
                : Optional.empty();
    }

    /// A time without a zone, to the second.
    ///
    /// @throws DateTimeException where there is no such day or hour
    static Optional<LocalDateTime> local(String text) {
        return LOCAL.matcher(text).matches()
                ? Optional.of(LocalDateTime.parse(text).truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
    }
}
