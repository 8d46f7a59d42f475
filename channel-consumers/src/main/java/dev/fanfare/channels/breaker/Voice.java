package dev.fanfare.channels.breaker;

/// How an instance speaks: in the order in which things happened to a breaker.
///
/// @param me the instance's name
record Voice(String me, Say say) {}
