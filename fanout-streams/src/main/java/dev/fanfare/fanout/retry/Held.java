package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;

/// A delivery that waits before it was ever sent, on its way to the due queue of its person's task.
///
/// @param due when it is looked at: the end of its wait, or of what it is worth telling
public record Held(String id, Instant due, WaitingRetry waiting) {}
