package dev.fanfare.channels.breaker;

import java.time.Duration;

/// When a breaker opens, and for how long: `fanfare.CHANNEL.breaker.*`.
///
/// @param failures share of the last calls that failed, more than 0 to 1
/// @param window how many of the last calls are looked at, 1 to 1,000
/// @param calls so many of them at least, 1 to the window
/// @param open how long nobody is asked then, 100 ms to 1 h
public record BreakerSettings(double failures, int window, int calls, Duration open) {

    /// Of a provider: it is asked again soon, by one call of one instance.
    public static final BreakerSettings PROVIDER = new BreakerSettings(0.5, 20, 10, Duration.ofMillis(1_500));

    /// Of one recipient's endpoint.
    public static final BreakerSettings ENDPOINT = new BreakerSettings(0.5, 10, 5, Duration.ofSeconds(30));
}
