package dev.fanfare.benchmarks.report;

import java.util.List;
import java.util.Optional;

/// One measured thing: a value for each round, and what their median is to reach.
///
/// @param name as the table says it
/// @param unit as the table says it: `/s`, `ms`, `MiB`; empty for a ratio
public record Figure(String name, String unit, Samples rounds, Optional<Goal> goal) {

    public static Figure of(String name, String unit, List<Double> rounds) {
        return new Figure(name, unit, new Samples(rounds), Optional.empty());
    }

    public static Figure of(String name, String unit, double value) {
        return of(name, unit, List.of(value));
    }

    /// The same with a goal for its median.
    public Figure against(Goal of) {
        return new Figure(name, unit, rounds, Optional.of(of));
    }

    /// Nothing where there is no goal.
    public Optional<Goal.Verdict> verdict() {
        return goal.map(given -> given.of(rounds.median()));
    }
}
