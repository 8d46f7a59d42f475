package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Recipient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What words can say of a person, as `{{recipient.NAME}}`.
enum PersonalName {
    ID("id", Recipient::getId),
    LOCALE("locale", Recipient::getLocale),
    TIME_ZONE("timeZone", Recipient::getTimeZone);

    final String written;
    private final Function<Recipient, @Nullable String> read;

    PersonalName(String written, Function<Recipient, @Nullable String> read) {
        this.written = written;
        this.read = read;
    }

    /// Null where the person has none.
    @Nullable
    String of(Recipient person) {
        return read.apply(person);
    }
}
