package dev.fanfare.channels.breaker;

import java.time.Duration;

/// Whether a breaker lets a call pass now.
public sealed interface Turn {

    /// It does; of a call that asks whether the trouble is over, there is one at a time.
    record Now() implements Turn {}

    /// Not before `delay` is over.
    ///
    /// @param asked whether it was just asked to let one pass, which takes some milliseconds
    record NotYet(Duration delay, boolean asked, String why) implements Turn {}

    /// The endpoint is disabled.
    record Never(String why) implements Turn {}
}
