package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.stack.AppProcess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A provider of 50 ms that never answers one call in a hundred, so that it is cut off at the limit of a send.
///
/// Which one differs from round to round: the calls for a person follow one another, and people for whom every call
/// hangs would be at it long after all others. Behind the last round come calls that are answered, until the last one
/// that hangs has ended, since a pause without an answer is no steady state.
final class MeasureHanging {

    private static final int CALL_MS = 50;
    private static final double CUT_SECONDS = 5;
    private static final int HANGS_ONE_IN = 100;
    private static final double OFFERED = 0.9;
    /// While it is compiled a process is slower than that, and what piled up then would be measured.
    private static final double OFFERED_AT_FIRST = 0.6;

    private static final int SECONDS_WARM = 20;
    private static final int SECONDS_REST = 7;
    private static final double P99 = 0.99;
    private static final double SECOND_MS = 1_000;

    private final MeasureRate rate;
    private final double ceiling;

    MeasureHanging(MeasureRate rate) {
        this.rate = rate;
        double healthy = (1 - 1.0 / HANGS_ONE_IN) * CALL_MS / SECOND_MS;
        this.ceiling = rate.inFlight() / (healthy + CUT_SECONDS / HANGS_ONE_IN);
    }

    void run(Load load) throws InterruptedException {
        int last = load.warm() + load.round() * load.rounds();
        var measured = rate.run(new MeasureRate.Case(Part.HANGING, load, n -> n < last ? address(n) : healthy(n)));
        rate.figures().add(Figure.of("50 ms provider, 1 % hang: outcomes", "/s", measured.perSecond()));
        rate.figures()
                .add(Figure.of(
                                "the same: of the ceiling",
                                "",
                                measured.perSecond().stream()
                                        .map(each -> each / ceiling)
                                        .toList())
                        .against(Goal.atLeast(0.9, 0.98)));
        inQueue(load);
    }

    /// What comes as fast as nine tenths of the ceiling.
    private void inQueue(Load load) throws InterruptedException {
        double perSecond = OFFERED * ceiling;
        double atFirst = OFFERED_AT_FIRST * ceiling;
        Batch first = Batch.of("hanging-warm", (int) (SECONDS_WARM * atFirst), MeasureHanging::address);
        Batch batch = Batch.of("hanging-fed", load.round() * load.rounds(), MeasureHanging::address);
        Batch rest = Batch.of("hanging-rest", (int) (SECONDS_REST * perSecond), MeasureHanging::healthy);
        Map<TopicPartition, Long> before = rate.ground().outcomes().now();
        Curve curve = new Curve(rate.ground().outcomes());
        try (FillLane fill = new FillLane(rate.ground());
                AppProcess channels = rate.ground().startChannels(0, rate.inFlight())) {
            fill.steadily(first, atFirst);
            fill.steadily(batch, perSecond);
            fill.steadily(rest, perSecond);
            curve.watchUntil(first.size() + batch.size() + rest.size());
            rate.figures().memory(channels);
        }
        List<Double> waited = Ended.of(rate.ground(), batch, before).demandAll(batch).took().stream()
                .map(each -> each - CALL_MS)
                .toList();
        rate.figures().add(Figure.of("the same at 0.9 of the ceiling: healthy in queue, p50", "ms", p(waited, 0.5)));
        rate.figures()
                .add(Figure.of("the same at 0.9 of the ceiling: healthy in queue, p99", "ms", p(waited, P99))
                        .against(Goal.atMost(250, 100)));
    }

    private static double p(List<Double> values, double share) {
        return new Samples(values).percentile(share);
    }

    private static String address(int n) {
        return (n + n / Batch.PEOPLE) % HANGS_ONE_IN == 0 ? Script.hang(Batch.person(n)) : healthy(n);
    }

    private static String healthy(int n) {
        return Script.take(CALL_MS, Batch.person(n));
    }
}
