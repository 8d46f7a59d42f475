package dev.fanfare.channels.delivery;

import java.time.Duration;

/// Where a delivery goes now.
sealed interface Way {

    /// To this provider.
    ///
    /// @param breaker whose trouble a failure is
    /// @param ofEndpoint whether it is the recipient's endpoint's
    record Call(Gateway gateway, String breaker, boolean ofEndpoint) implements Way {}

    /// Nowhere, as all of its channel: it stays where it is until something changes.
    record Wait(Duration most) implements Way {}

    /// Nowhere, while others of its channel are sent: it waits beside the lane.
    record Later(Duration delay, String why) implements Way {}

    /// Nowhere for ever: its endpoint is disabled.
    record Disabled(String why) implements Way {}

    /// Nowhere: no provider has a way to its address.
    record None() implements Way {}
}
