package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When an event is to be sent: at a moment, or when it is a certain time where each person is.
public sealed interface SendAt {

    /// As far ahead as a moment may lie.
    Duration AHEAD_MOST = Duration.ofDays(366);

    /// To the millisecond.
    record Moment(Instant at) implements SendAt {
        @Override
        public String text() {
            return at.toString();
        }

        @Override
        public Instant earliest() {
            return at;
        }

        @Override
        public Instant latest() {
            return at;
        }
    }

    /// To the second. Nobody's clock is more than 14 hours before UTC's, and nobody's more than 12 behind it.
    record Local(LocalDateTime at) implements SendAt {

        private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);
        private static final ZoneOffset LAST = ZoneOffset.ofHours(-12);

        @Override
        public String text() {
            return at.toString();
        }

        @Override
        public Instant earliest() {
            return at.toInstant(FIRST);
        }

        @Override
        public Instant latest() {
            return at.toInstant(LAST);
        }

        /// When that is in a zone. Where the clock leaves it out it is as much later as the clock is put forward; where
        /// it comes twice the first counts.
        public Instant in(ZoneId zone) {
            return at.atZone(zone).toInstant();
        }
    }

    /// As an event in Avro has it.
    String text();

    /// When the first of all people is told.
    Instant earliest();

    /// When the last is.
    Instant latest();

    /// What `text` says, or nothing where it is neither.
    static Optional<SendAt> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            Optional<SendAt> moment = Rfc3339.parse(upper).map(Moment::new);
            return moment.isPresent() ? moment : Rfc3339.local(upper).map(Local::new);
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /// What `name` says, or null where it is left out.
    ///
    /// @throws dev.fanfare.schemas.json.BadInput where it says no time
    static @Nullable SendAt read(Fields fields, String name) {
        String text = fields.line(name, 50);
        return text == null
                ? null
                : parse(text)
                        .orElseThrow(() -> fields.wrong(
                                name,
                                "must be a time as 2026-01-31T08:00:00Z, or 2026-01-31T09:00 for nine o'clock where each"
                                        + " person is"));
    }
}
