package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.cloudevents.SendAt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When an event goes on: a pure rule over what it says, and what commands said of it.
sealed interface Due {

    /// Clocks differ, and whoever checked it before had another one.
    Duration SLACK = Duration.ofMinutes(5);

    /// It goes on, to be told or to have expired.
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
        Instant sendAt = SendAt.parse(event.getSendAt()).map(SendAt::earliest).orElse(null);
        if (sendAt == null) {
            return new Unfit("sendat: is no time");
        }
        return event.getSeries() == null && isTooFar(sendAt, now)
                ? new Unfit("sendat: is more than " + SendAt.AHEAD_MOST.toDays() + " days ahead")
                : at(sendAt, Steer.expiresAt(asked, event.getExpiresAt()), now);
    }

    static boolean isTooFar(Instant time, Instant now) {
        return time.isAfter(now.plus(SendAt.AHEAD_MOST).plus(SLACK));
    }

    private static Due at(Instant sendAt, @Nullable Instant expiresAt, Instant now) {
        if (!sendAt.isAfter(now) || expiresAt != null && !expiresAt.isAfter(now)) {
            return new AtOnce();
        }
        return new Later(sendAt, look(sendAt, expiresAt));
    }

    /// When one is to be looked at that waits until `sendAt`.
    static Instant look(Instant sendAt, @Nullable Instant expiresAt) {
        return expiresAt != null && expiresAt.isBefore(sendAt) ? expiresAt : sendAt;
    }

    /// When the first is to be told; null where that is at once.
    static @Nullable Instant sendAt(Event event, @Nullable Steering asked) {
        if (asked != null && asked.getSendAt() != null) {
            return asked.getSendAt();
        }
        return event.getSendAt() == null
                ? null
                : SendAt.parse(event.getSendAt()).map(SendAt::earliest).orElse(null);
    }

    /// The time of each person's own clock at which that person is told; nothing where it is a moment for all.
    static Optional<SendAt.Local> local(Event event, @Nullable Steering asked) {
        return asked != null && asked.getSendAt() != null || event.getSendAt() == null
                ? Optional.empty()
                : SendAt.parse(event.getSendAt())
                        .filter(SendAt.Local.class::isInstance)
                        .map(SendAt.Local.class::cast);
    }
}
