package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Times of single calls, of many callers at once, and of a stream.
final class MeasureAccept {

    private static final double P99 = 0.99;
    /// Bodies of this kind are up to 200 KB, so fewer of them.
    private static final int FEWER = 5;
    private static final int HUNDRED = 100;
    private static final int TEN_THOUSAND = 10_000;

    private final Scene scene;
    private final AcceptCalls to;
    private final int calls;

    /// @param calls of a kind in a round
    MeasureAccept(Scene scene, Crowd crowd, int calls) {
        this.scene = scene;
        this.to = new AcceptCalls(scene.door(), crowd);
        this.calls = calls;
    }

    void run(int rounds, Sheet sheet) {
        named(sheet, "1 recipient", rounds, calls, () -> to.named(1), Goal.atMost(20, 8));
        named(sheet, "100 named", rounds, calls, () -> to.named(HUNDRED), null);
        named(sheet, "10,000 named", rounds, calls / FEWER, () -> to.named(TEN_THOUSAND), null);
        sheet.add(rates("accept, 1 recipient, 16 callers: events", rounds, () -> to.manyAtOnce(calls * FEWER))
                .against(Goal.atLeast(1_500, 5_000)));
        sheet.add(rates("accept, one stream: events", rounds, to::stream).against(Goal.atLeast(0, 60_000)));
        audience(sheet, rounds);
    }

    private static void named(
            Sheet sheet, String whom, int rounds, int calls, Supplier<Double> call, @Nullable Goal p99) {
        var _ = round(calls, call);
        List<Samples> took = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            took.add(round(calls, call));
        }
        sheet.add(figure("accept, " + whom + ": p50", took, Samples::median));
        Figure worst = figure("accept, " + whom + ": p99", took, each -> each.percentile(P99));
        sheet.add(p99 == null ? worst : worst.against(p99));
    }

    private static Figure rates(String name, int rounds, Supplier<Double> measure) {
        var _ = measure.get();
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(measure.get());
        }
        return Figure.of(name, "/s", rates);
    }

    /// In turn, call by call.
    private void audience(Sheet sheet, int rounds) {
        scene.stopFanout();
        List<Samples> one = new ArrayList<>();
        List<Samples> all = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            List<Double> ones = new ArrayList<>();
            List<Double> alls = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                ones.add(to.named(1));
                alls.add(to.everybody());
            }
            if (round > 0) {
                one.add(new Samples(ones));
                all.add(new Samples(alls));
            }
        }
        sheet.add(figure("accept, in turn, 1 recipient: p99", one, each -> each.percentile(P99)));
        sheet.add(figure("accept, in turn, an audience of all: p99", all, each -> each.percentile(P99)));
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            shares.add(all.get(round).percentile(P99) / one.get(round).percentile(P99));
        }
        sheet.add(Figure.of("accept, an audience against 1 recipient: p99", "", shares)
                .against(Goal.atMost(1.2, 1.1)));
    }

    private static Samples round(int calls, Supplier<Double> call) {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            took.add(call.get());
        }
        return new Samples(took);
    }

    private static Figure figure(String name, List<Samples> rounds, Function<Samples, Double> of) {
        return Figure.of(name, "ms", rounds.stream().map(of).toList());
    }
}
