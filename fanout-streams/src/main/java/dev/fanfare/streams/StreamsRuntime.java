package dev.fanfare.streams;

import io.micrometer.core.instrument.MeterRegistry;

/// What a process gives to each of its Streams applications.
public record StreamsRuntime(
        StreamsSettings settings, PrepareTopics topics, RocksMemory memory, MeterRegistry meters) {}
