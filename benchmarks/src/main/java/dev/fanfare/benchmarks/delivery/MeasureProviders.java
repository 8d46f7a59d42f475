package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;

/// One channel process before providers that behave in one way all the time.
final class MeasureProviders {

    private static final int SLOW_MS = 200;
    private static final int USUAL_MS = 50;
    private static final int FAILS_ONE_IN = 20;

    private final MeasureRate rate;
    private final Figures figures;

    MeasureProviders(MeasureRate rate) {
        this.rate = rate;
        this.figures = rate.figures();
    }

    void noop(Load load) {
        var measured = rate.run(new MeasureRate.Case(Part.NOOP, load, n -> Script.take(0, Batch.person(n))));
        figures.add(Figure.of("no-op provider: outcomes", "/s", measured.perSecond())
                .against(Goal.atLeast(60_000, 120_000)));
    }

    void slow(Load load) {
        var measured = rate.run(new MeasureRate.Case(Part.SLOW, load, n -> Script.take(SLOW_MS, Batch.person(n))));
        double ceiling = rate.inFlight() * 1_000.0 / SLOW_MS;
        figures.add(Figure.of("200 ms provider: outcomes", "/s", measured.perSecond())
                .against(Goal.atLeast(0.97 * ceiling, 0.995 * ceiling)));
    }

    void failing(Load load) {
        var measured = rate.run(new MeasureRate.Case(
                Part.FAILING,
                load,
                n -> n % FAILS_ONE_IN == 0 ? Script.fail(Batch.person(n)) : Script.take(USUAL_MS, Batch.person(n))));
        figures.add(Figure.of("50 ms provider, 5 % fail: outcomes", "/s", measured.perSecond()));
        demandMoved(measured.ended().moved(), (load.all() + FAILS_ONE_IN - 1) / FAILS_ONE_IN);
    }

    void broken(Load load) {
        var measured = rate.run(new MeasureRate.Case(Part.BROKEN, load, n -> Script.broken(Batch.person(n))));
        figures.add(Figure.of("every endpoint fails: moved to retry", "/s", measured.perSecond())
                .against(Goal.atLeast(10_000, 20_000)));
        demandMoved(measured.ended().moved(), load.all());
    }

    private static void demandMoved(int moved, int expected) {
        if (moved != expected) {
            throw new IllegalStateException("%d went to the retries, not %d".formatted(moved, expected));
        }
    }
}
