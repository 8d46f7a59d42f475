package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
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
    }

    /// To the second.
    record Local(LocalDateTime at) implements SendAt {
        @Override
        public String text() {
            return at.toString();
        }
    }

    /// As an event in Avro has it.
    String text();

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
