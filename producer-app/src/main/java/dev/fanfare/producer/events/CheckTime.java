package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.cloudevents.SendAt;
import dev.fanfare.schemas.recur.Every;
import dev.fanfare.schemas.recur.Occurrence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// Refuses what an event says of its time and cannot be kept.
///
/// A series that does not occur any more may be the repeat of one that has ended: fanout-streams refuses it where it is
/// new.
final class CheckTime {

    private static final String SEND_AT = "sendat";
    private static final String EVERY = "every";

    private CheckTime() {}

    static void check(Event event, Instant now) {
        if (event.getEvery() != null) {
            check(event, event.getEvery(), now);
        }
        if (event.getSendAt() != null) {
            SendAt.parse(event.getSendAt()).ifPresent(sendAt -> check(sendAt.earliest(), event.getExpiresAt(), now));
        }
    }

    private static void check(Event event, String text, Instant now) {
        if (event.getSendAt() != null) {
            throw Refused.unfit(SEND_AT, "does not go together with every, which says when");
        }
        if (event.getId().length() > Occurrence.SERIES_ID_MOST) {
            throw Refused.invalid("id", "may have " + Occurrence.SERIES_ID_MOST + " characters of an event with every");
        }
        Optional<Instant> first;
        try {
            first = Every.parse(text, expression -> CronExpression.parse(expression)::next)
                    .next(now);
        } catch (IllegalArgumentException wrong) {
            throw Refused.invalid(EVERY, String.valueOf(wrong.getMessage()));
        }
        if (first.isPresent() && first.get().isAfter(now.plus(SendAt.AHEAD_MOST))) {
            throw Refused.invalid(EVERY, "may begin at most " + SendAt.AHEAD_MOST.toDays() + " days ahead");
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
}
