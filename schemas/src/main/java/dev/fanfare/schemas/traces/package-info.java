/// What is told of events to a collector of traces, in OpenTelemetry's terms.
@NullMarked
package dev.fanfare.schemas.traces;

import org.jspecify.annotations.NullMarked;
