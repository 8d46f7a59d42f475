package dev.fanfare.track.dead;

import dev.fanfare.schemas.Retention;
import java.time.Duration;

/// What a dead letter is; each kind has its own order by time, since each is kept for its own time.
enum LetterKind {
    /// A delivery that its channel, or the fan-out, gave up.
    DELIVERY('t'),
    /// A record of `events.dlt`.
    BURIED('b');

    private final char tag;

    LetterKind(char tag) {
        this.tag = tag;
    }

    byte tag() {
        return (byte) tag;
    }

    Duration kept(Retention retention) {
        return switch (this) {
            case DELIVERY -> retention.deadLetters();
            case BURIED -> retention.eventsDlt();
        };
    }
}
