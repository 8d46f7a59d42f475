package dev.fanfare.channels.breaker;

import java.time.Duration;

/// How the calls ended that began within the same two milliseconds. Not safe for use by many threads.
///
/// Twenty calls are a millisecond of a busy provider, and the last twenty that ended are no fair sample of it: of those
/// that began together the ones that fail at once end first, and the ones that hang end together, seconds later.
final class Cohorts {

    /// Short, since what fails before half of a cohort has is put off: of 12,500 calls a second some dozens.
    private static final long SPAN = Duration.ofMillis(2).toNanos();
    /// For 65 s, which is longer than any call takes.
    private static final int KEPT = 32_768;
    /// So many calls are a fair sample.
    private static final int ENOUGH = 20;
    /// Ten seconds, either way.
    private static final int LOOKED_AT = 5_000;

    private final long[] span = new long[KEPT];
    private final int[] begun = new int[KEPT];
    private final int[] ended = new int[KEPT];
    private final int[] failed = new int[KEPT];

    /// @param at by a monotonic clock, in nanoseconds, as everywhere here
    void begin(long at) {
        begun[of(at)]++;
    }

    /// @param began when it had begun
    void well(long began) {
        ended[of(began)]++;
    }

    void failed(long began) {
        int cohort = of(began);
        ended[cohort]++;
        failed[cohort]++;
    }

    /// Of the calls that began together, the share that has failed so far, 0 to 1. Where they are few, those that began
    /// next and have ended are looked at as well, and then those that began before, ended or not: a call that hangs
    /// while
    /// later ones are answered says nothing of its provider, nor does one that fails at once while those that began
    /// just
    /// before it are still to be answered.
    ///
    /// @param now not before `began`
    double failedShare(long began, long now) {
        int cohort = of(began);
        int all = Math.max(begun[cohort], ended[cohort]);
        int bad = failed[cohort];
        long number = number(began);
        long latest = Math.min(number(now), number + LOOKED_AT);
        for (long later = number + 1; all < ENOUGH && later <= latest; later++) {
            all += endedOf(later);
            bad += failedOf(later);
        }
        for (long before = number - 1; all < ENOUGH && before >= number - LOOKED_AT; before--) {
            all += begunIn(before);
            bad += failedOf(before);
        }
        return all == 0 ? 0 : (double) bad / all;
    }

    private int begunIn(long number) {
        int index = Math.floorMod(number, KEPT);
        return span[index] == number ? Math.max(begun[index], ended[index]) : 0;
    }

    private int endedOf(long number) {
        int index = Math.floorMod(number, KEPT);
        return span[index] == number ? ended[index] : 0;
    }

    private int failedOf(long number) {
        int index = Math.floorMod(number, KEPT);
        return span[index] == number ? failed[index] : 0;
    }

    private static long number(long at) {
        return Math.floorDiv(at, SPAN);
    }

    private int of(long at) {
        long number = number(at);
        int index = Math.floorMod(number, KEPT);
        if (span[index] != number) {
            span[index] = number;
            begun[index] = 0;
            ended[index] = 0;
            failed[index] = 0;
        }
        return index;
    }
}
