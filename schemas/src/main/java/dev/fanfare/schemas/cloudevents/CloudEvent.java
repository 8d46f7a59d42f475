package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Event;
import org.jspecify.annotations.Nullable;

/// An event as it was read: well-formed, and not yet compared with any rule.
///
/// @param traceparent what the event itself says of its trace
public record CloudEvent(Event event, @Nullable String traceparent) {}
