package dev.fanfare.channels.live;

/// One change, as streams are told it.
///
/// @param id of the place behind it: a reader who has seen this goes on from there
/// @param json on one line
record Frame(long id, String event, byte[] json) {}
