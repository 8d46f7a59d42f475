package dev.fanfare.channels.breaker;

/// A call that has begun, or must not.
///
/// @param at when, by the breakers' monotonic clock in nanoseconds
public record Begun(Pass pass, long at) {}
