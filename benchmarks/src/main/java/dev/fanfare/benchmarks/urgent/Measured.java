package dev.fanfare.benchmarks.urgent;

import dev.fanfare.benchmarks.report.Samples;

/// One backlog's figures.
///
/// @param idleMs each urgent event's time while nothing waits, in milliseconds from before the call
/// @param busyMs the same while much waits
/// @param quietRate records worked off a second without anything urgent, a value for each round
/// @param share what of that rate is left while urgent events come, a value for each round
record Measured(Backlog backlog, Samples idleMs, Samples busyMs, Samples quietRate, Samples share) {}
