package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.TraceContext;
import org.jspecify.annotations.Nullable;

/// An event as it was read: well-formed, and not yet compared with any rule.
///
/// @param trace what the event itself says of its trace: where it began
public record CloudEvent(Event event, @Nullable TraceContext trace) {}
