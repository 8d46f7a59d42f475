package dev.fanfare.fanout.admit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event's record as it came: its bytes, and where and when Kafka took it in.
record Arrival(
        byte[] bytes,
        String topic,
        int partition,
        long offset,
        Instant acceptedAt,
        @Nullable String traceparent) {}
