package dev.fanfare.benchmarks.report;

/// What a figure is to reach, and what it would be good to beat.
///
/// @param atLeast whether more is better
public record Goal(double reach, double beat, boolean atLeast) {

    /// More is better.
    public static Goal atLeast(double reach, double beat) {
        return new Goal(reach, beat, true);
    }

    /// Less is better.
    public static Goal atMost(double reach, double beat) {
        return new Goal(reach, beat, false);
    }

    /// How a value does.
    public enum Verdict {
        MISSED,
        REACHED,
        BEATEN
    }

    public Verdict of(double value) {
        if (meets(value, beat)) {
            return Verdict.BEATEN;
        }
        return meets(value, reach) ? Verdict.REACHED : Verdict.MISSED;
    }

    private boolean meets(double value, double bound) {
        return atLeast ? value >= bound : value <= bound;
    }
}
