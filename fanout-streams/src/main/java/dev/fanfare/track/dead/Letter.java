package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterHead;
import java.time.Instant;

/// One dead letter.
///
/// @param at when it was written
/// @param bytes a `DeadLetter` as it stood on its topic, or a stored `BuriedRecord`
record Letter(LetterId id, Instant at, LetterHead head, byte[] bytes) {

    LetterKind kind() {
        return id.isBuried() ? LetterKind.BURIED : LetterKind.DELIVERY;
    }
}
