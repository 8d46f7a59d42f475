package dev.fanfare.channels.breaker;

import java.time.Duration;

/// How the calls of the last tenth to two tenths of a second ended. Not safe for use by many threads.
///
/// Twenty calls are a millisecond of a busy provider. Calls that began together and hang end together, seconds later,
/// and for that moment all others are none of the last twenty.
final class Lately {

    private static final long SPAN = Duration.ofMillis(100).toNanos();

    private long span;
    private int well;
    private int failed;
    private int wellBefore;
    private int failedBefore;

    /// @param now by a monotonic clock, in nanoseconds, as everywhere here
    void well(long now) {
        turn(now);
        well++;
    }

    void failed(long now) {
        turn(now);
        failed++;
    }

    /// The share that failed, 0 to 1; 0 where nothing ended.
    double failedShare(long now) {
        turn(now);
        int all = well + failed + wellBefore + failedBefore;
        return all == 0 ? 0 : (double) (failed + failedBefore) / all;
    }

    private void turn(long now) {
        long current = Math.floorDiv(now, SPAN);
        if (current != span) {
            boolean next = current == span + 1;
            wellBefore = next ? well : 0;
            failedBefore = next ? failed : 0;
            well = 0;
            failed = 0;
            span = current;
        }
    }
}
