package dev.fanfare.channels.controls;

/// What may be done with a delivery just now.
public enum Verdict {
    /// It may be sent.
    GO,
    /// Its event was cancelled.
    CANCELLED,
    /// It is not worth telling any more.
    EXPIRED,
    /// Its event is paused: it may be sent later.
    PAUSED,
    /// Its address is told nothing more.
    SUPPRESSED,
    /// Its person wants no more of its type.
    MUTED
}
