package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterHead;
import dev.fanfare.schemas.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dead letter as lists show it.
///
/// @param channel `events` for a record of `events.dlt`
/// @param at when it was given up
/// @param origin where a record of `events.dlt` stood
/// @param replayable whether there is anything that could be sent again
record LetterView(
        String id,
        String channel,
        String reason,
        @Nullable String type,
        @Nullable String event,
        @Nullable String recipient,
        String error,
        @Nullable String errorCategory,
        @Nullable String provider,
        int attempts,
        int replay,
        Instant at,
        @Nullable String origin,
        boolean replayable) {

    static LetterView of(LetterRow row) {
        LetterHead head = row.head();
        return new LetterView(
                row.id().name(),
                LetterStore.channel(head),
                Names.of(head.getReason()),
                head.getType(),
                head.getEvent(),
                head.getRecipient(),
                head.getError(),
                head.getErrorCategory(),
                head.getProvider(),
                head.getAttempts(),
                head.getReplay(),
                row.at(),
                head.getOrigin(),
                head.getWhole());
    }
}
