package dev.fanfare.channels.delivery;

import java.time.Duration;

/// What a provider said to one attempt. `why` is for people and never holds a secret.
public sealed interface Answer {

    /// It has taken the message.
    ///
    /// @param receipt the provider's name for it, or what it said; may be empty
    record Delivered(String receipt) implements Answer {}

    /// Trying again is wrong, and so is whatever comes later for this address: it is closed for good.
    record Gone(String why) implements Answer {}

    /// There is nobody to take it just now, and it would be stale later: it is left out.
    record Offline(String why) implements Answer {}

    /// Trying again is wrong.
    record Rejected(Category category, String why) implements Answer {}

    /// Trying again is right, after `atLeast`. A throttle ([Category#RATE_LIMIT]) uses up no attempt.
    record Deferred(Category category, String why, Duration atLeast) implements Answer {

        public Deferred(Category category, String why) {
            this(category, why, Duration.ZERO);
        }
    }
}
