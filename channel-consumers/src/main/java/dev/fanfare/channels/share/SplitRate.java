package dev.fanfare.channels.share;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Splits a rate: who wants less than an equal part has what it wants, and the others have equal parts of the rest.
final class SplitRate {

    private SplitRate() {}

    /// The part of whoever wants `mine`.
    ///
    /// @param others what the others want
    static double of(double whole, double mine, Collection<Double> others) {
        List<Double> wants = new ArrayList<>(others);
        wants.add(mine);
        wants.sort(null);
        double left = whole;
        for (int n = 0; n < wants.size(); n++) {
            double equal = left / (wants.size() - n);
            if (wants.get(n) >= equal) {
                return Math.min(mine, equal);
            }
            left -= wants.get(n);
        }
        return mine;
    }
}
