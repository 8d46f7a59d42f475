package dev.fanfare.benchmarks.delivery;

/// How many deliveries a part takes.
///
/// @param warm thrown away
/// @param round of each round
/// @param rest behind the last round, so that it is not an end
record Load(int warm, int round, int rounds, int rest) {

    int all() {
        return warm + round * rounds + rest;
    }

    /// The same in per cent of its size.
    Load scaled(int percent) {
        return new Load(part(warm, percent), part(round, percent), rounds, part(rest, percent));
    }

    /// For so many processes: each begins while the others are at work.
    Load times(int processes) {
        return new Load(warm * processes * 2, round * processes, rounds, rest * processes);
    }

    private static int part(int of, int percent) {
        return Math.toIntExact((long) of * percent / 100);
    }
}
