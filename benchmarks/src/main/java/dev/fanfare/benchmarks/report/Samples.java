package dev.fanfare.benchmarks.report;

import java.util.List;

/// Measured values of one kind, in order of size.
public record Samples(List<Double> values) {

    public Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = values.stream().sorted().toList();
    }

    /// The smallest value that at least this share of the values does not exceed (nearest rank).
    ///
    /// @param share above 0, up to 1
    public double percentile(double share) {
        return values.get(Math.max(0, (int) Math.ceil(share * values.size()) - 1));
    }

    public double median() {
        return percentile(0.5);
    }

    public double least() {
        return values.getFirst();
    }

    public double most() {
        return values.getLast();
    }
}
