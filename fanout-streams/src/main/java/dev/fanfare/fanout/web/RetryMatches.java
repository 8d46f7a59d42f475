package dev.fanfare.fanout.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a replay of waiting retries would touch.
///
/// @param byReason empty: what waits has no reason yet
record RetryMatches(long count, Map<String, Long> byReason, List<ScheduledView> sample) {

    static final int SAMPLE = 5;

    RetryMatches plus(RetryMatches other) {
        return new RetryMatches(
                count + other.count,
                Map.of(),
                Stream.concat(sample.stream(), other.sample.stream())
                        .limit(SAMPLE)
                        .toList());
    }
}
