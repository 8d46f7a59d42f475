package dev.fanfare.channels.push;

import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.time.Instant;

/// How long a push service keeps what a phone that is off cannot take: until the delivery expires, 28 days at most.
final class TimeToLive {

    static final Duration LONGEST = Duration.ofDays(28);

    private TimeToLive() {}

    static Duration of(Delivery delivery, Instant now) {
        Instant end = delivery.getExpiresAt();
        if (end == null) {
            return LONGEST;
        }
        Duration left = Duration.between(now, end);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }
}
