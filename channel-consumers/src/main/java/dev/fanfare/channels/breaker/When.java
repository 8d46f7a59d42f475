package dev.fanfare.channels.breaker;

import java.time.Duration;
import java.time.Instant;

/// When something was said.
///
/// @param at by the log's clock
/// @param age how long ago; zero where it was read as soon as it was there: clocks differ
/// @param live whether it was, rather than found when this instance began
record When(Instant at, Duration age, boolean live) {}
