package dev.fanfare.benchmarks.reads;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.report.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Each kind of call by itself, all callers at once.
final class MeasureReads {

    private static final double P99 = 0.99;
    /// Of each kind: a JVM spends about half of its first minute on compiling, and some kinds have processes of their
    /// own.
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration FLOOD = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofSeconds(4);

    private final Callers callers;
    private final Duration pause;
    private final int rounds;
    private final Consumer<String> said;

    MeasureReads(Callers callers, Duration pause, int rounds, Consumer<String> said) {
        this.callers = callers;
        this.pause = pause;
        this.rounds = rounds;
        this.said = said;
    }

    /// All kinds once, and nothing of it is told: until then the apps compile.
    void warm(List<Read> reads) throws InterruptedException {
        for (Read read : reads) {
            callers.call(read, Duration.ZERO, WARM);
        }
    }

    /// In rounds, each caller with a pause.
    void run(Sheet sheet, Read read) throws InterruptedException {
        List<Double> medians = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Samples took = new Samples(callers.call(read, pause, ROUND));
            medians.add(took.median());
            slowest.add(took.percentile(P99));
        }
        said.accept(String.format(
                Locale.ROOT,
                "  %s: p50 %.1f ms, p99 %.1f ms",
                read.name(),
                new Samples(medians).median(),
                new Samples(slowest).median()));
        sheet.add(Figure.of(read.name() + ": p50", "ms", medians));
        sheet.add(Figure.of(read.name() + ": p99", "ms", slowest).against(read.goal()));
    }

    /// How many a second there can be.
    void flood(Sheet sheet, Read read) throws InterruptedException {
        List<Double> all = callers.call(read, Duration.ZERO, FLOOD);
        double rate = all.size() / (FLOOD.toMillis() / 1e3);
        said.accept(String.format(
                Locale.ROOT,
                "  %s, without a pause: %,.0f/s, p99 %.0f ms",
                read.name(),
                rate,
                new Samples(all).percentile(P99)));
        sheet.add(Figure.of(read.name() + ": without a pause", "/s", rate));
    }
}
