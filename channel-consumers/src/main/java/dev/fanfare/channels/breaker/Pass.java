package dev.fanfare.channels.breaker;

/// With what a call begins.
public enum Pass {
    /// It must not.
    NONE,
    /// As one of many.
    CALL,
    /// As the one that asks whether the trouble is over.
    PROBE
}
