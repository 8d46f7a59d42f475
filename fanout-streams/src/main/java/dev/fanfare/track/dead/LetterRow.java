package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterHead;
import java.time.Instant;

/// One dead letter as a walk meets it: without its words.
///
/// @param place in the order by time
record LetterRow(byte[] place, LetterHead head) {

    LetterId id() {
        return LetterKeys.idAt(place);
    }

    Instant at() {
        return LetterKeys.timeAt(place);
    }
}
