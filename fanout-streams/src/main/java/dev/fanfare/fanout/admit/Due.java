package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.cloudevents.SendAt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an event goes on: a pure rule over what it says, and what commands said of it.
sealed interface Due {

    /// Clocks differ, and whoever checked it before had another one.
    Duration SLACK = Duration.ofMinutes(5);

    /// It goes on.
    record AtOnce() implements Due {}

    /// It waits.
    ///
    /// @param look when it is looked at: then, or when it expires before
    record Later(Instant sendAt, Instant look) implements Due {}

    /// It cannot be told.
    record Unfit(String why) implements Due {}

    static Due of(Event event, @Nullable Steering asked, Instant now) {
        if (Steer.cancels(asked)) {
            return new AtOnce();
        }
        if (asked != null && asked.getSendAt() != null) {
            return at(asked.getSendAt(), Steer.expiresAt(asked, event.getExpiresAt()), now);
        }
        if (event.getSendAt() == null) {
            return new AtOnce();
        }
        return switch (SendAt.parse(event.getSendAt()).orElse(null)) {
            case SendAt.Moment(var sendAt)
            when sendAt.isAfter(now.plus(SendAt.AHEAD_MOST).plus(SLACK)) ->
                new Unfit("sendat: is more than " + SendAt.AHEAD_MOST.toDays() + " days ahead");
            case SendAt.Moment(var sendAt) -> at(sendAt, Steer.expiresAt(asked, event.getExpiresAt()), now);
            case SendAt.Local _ -> new Unfit("sendat: this version does not have times without a zone");
            case null -> new Unfit("sendat: is no time");
        };
    }

    private static Due at(Instant sendAt, @Nullable Instant expiresAt, Instant now) {
        if (!sendAt.isAfter(now)) {
            return new AtOnce();
        }
        return new Later(sendAt, look(sendAt, expiresAt));
    }

    /// When one is to be looked at that waits until `sendAt`.
    static Instant look(Instant sendAt, @Nullable Instant expiresAt) {
        return expiresAt != null && expiresAt.isBefore(sendAt) ? expiresAt : sendAt;
    }

    /// The moment at which it is to be sent, where it is one.
    static @Nullable Instant sendAt(Event event, @Nullable Steering asked) {
        if (asked != null && asked.getSendAt() != null) {
            return asked.getSendAt();
        }
        return event.getSendAt() != null
                        && SendAt.parse(event.getSendAt()).orElse(null) instanceof SendAt.Moment(var sendAt)
                ? sendAt
                : null;
    }
}
