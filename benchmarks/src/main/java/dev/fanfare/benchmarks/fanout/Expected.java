package dev.fanfare.benchmarks.fanout;

import java.util.concurrent.CompletableFuture;

/// An event to one person, and when it comes out.
///
/// @param record when its delivery can be read on the channel's topic, on the clock of [System#nanoTime]
/// @param socket when the provider has it; the same as `record` where none is called
record Expected(String json, String recipient, CompletableFuture<Long> record, CompletableFuture<Long> socket) {}
