package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event's record as it came: the event in Avro, and where and when Kafka took it in.
record Arrival(
        byte[] bytes,
        String topic,
        int partition,
        long offset,
        Instant acceptedAt,
        @Nullable TraceContext trace) {

    @Nullable
    String traceText() {
        return trace == null ? null : trace.text();
    }
}
