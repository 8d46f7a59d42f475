package dev.fanfare.fanout.admit;

import java.time.Instant;

/// An event's record as it came: its bytes, and where and when Kafka took it in.
record Arrival(byte[] bytes, String topic, int partition, long offset, Instant acceptedAt) {}
