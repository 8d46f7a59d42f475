package dev.fanfare.channels.breaker;

import java.util.BitSet;

/// The share of the last calls that failed: a bit for each, since there may be 20,000 of these. Not safe for use by
/// many
/// threads.
final class Failures {

    private final int window;
    private final int least;
    private final double tooMany;
    private final BitSet failed = new BitSet();
    private int next;
    private int counted;

    Failures(BreakerSettings settings) {
        window = settings.window();
        least = settings.calls();
        tooMany = settings.failures();
    }

    void well() {
        add(false);
    }

    /// @return whether too many have
    boolean failed() {
        add(true);
        return counted >= least && failed.cardinality() >= tooMany * counted;
    }

    void forget() {
        failed.clear();
        next = 0;
        counted = 0;
    }

    boolean isClean() {
        return failed.isEmpty();
    }

    private void add(boolean hasFailed) {
        failed.set(next, hasFailed);
        next = (next + 1) % window;
        counted = Math.min(counted + 1, window);
    }
}
