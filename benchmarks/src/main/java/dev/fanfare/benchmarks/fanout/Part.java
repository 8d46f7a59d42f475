package dev.fanfare.benchmarks.fanout;

/// What `bench fanout` measures, in this order.
enum Part {
    BROADCAST
}
