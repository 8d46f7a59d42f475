package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.cloudevents.SendAt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Refuses what an event says of its time and cannot be kept.
final class CheckTime {

    private static final String SEND_AT = "sendat";

    private CheckTime() {}

    static void check(Event event, Instant now) {
        switch (sendAt(event)) {
            case SendAt.Moment(var sendAt) -> check(sendAt, event.getExpiresAt(), now);
            case SendAt.Local _ -> throw Refused.unfit(SEND_AT, "this version does not have times without a zone");
            case null -> {}
        }
    }

    private static void check(Instant sendAt, @Nullable Instant expiresAt, Instant now) {
        if (sendAt.isAfter(now.plus(SendAt.AHEAD_MOST))) {
            throw Refused.invalid(SEND_AT, "may be at most " + SendAt.AHEAD_MOST.toDays() + " days ahead");
        }
        if (expiresAt != null && sendAt.isAfter(now) && !expiresAt.isAfter(sendAt)) {
            throw Refused.unfit("expiresat", "must be later than sendat");
        }
    }

    private static @Nullable SendAt sendAt(Event event) {
        return event.getSendAt() == null
                ? null
                : SendAt.parse(event.getSendAt()).orElse(null);
    }
}
