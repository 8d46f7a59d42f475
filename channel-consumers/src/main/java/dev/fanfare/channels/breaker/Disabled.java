package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.EndpointOwner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An endpoint that is called no more.
///
/// @param at when all were told so, by the log's clock
/// @param owner with whom it was called; null where that is not known
public record Disabled(Instant at, @Nullable EndpointOwner owner) {}
