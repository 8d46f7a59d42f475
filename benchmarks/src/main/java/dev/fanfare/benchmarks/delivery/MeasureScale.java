package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.stack.AppProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// One, two and three channel processes before a provider of 200 ms, with 500 calls at once each.
final class MeasureScale {

    private static final int PROCESSES = 3;
    private static final int IN_FLIGHT = 500;
    private static final int CALL_MS = 200;

    private final MeasureRate rate;
    private final Ground ground;

    MeasureScale(MeasureRate rate) {
        this.rate = rate;
        this.ground = rate.ground();
    }

    /// @param load of one process
    void run(Load load) {
        List<Double> one = perSecond(1, load);
        figure(1, one);
        for (int processes = 2; processes <= PROCESSES; processes++) {
            List<Double> rates = perSecond(processes, load.times(processes));
            figure(processes, rates);
            double linear = processes * new Samples(one).median();
            rate.figures()
                    .add(Figure.of(
                                    processes + " processes: of linear",
                                    "",
                                    rates.stream().map(each -> each / linear).toList())
                            .against(Goal.atLeast(0.9, 0.97)));
        }
    }

    private void figure(int processes, List<Double> rates) {
        rate.figures().add(Figure.of(processes + " of 500 in flight, 200 ms provider: outcomes", "/s", rates));
    }

    private List<Double> perSecond(int processes, Load load) {
        Batch batch = Batch.of("scale-" + processes, load.all(), n -> Script.take(CALL_MS, Batch.person(n)));
        try (FillLane fill = new FillLane(ground)) {
            fill.all(batch);
        }
        Map<TopicPartition, Long> before = ground.outcomes().now();
        Curve curve = new Curve(ground.outcomes());
        List<AppProcess> running = new ArrayList<>();
        try {
            for (int which = 0; which < processes; which++) {
                running.add(ground.startChannels(which, IN_FLIGHT));
            }
            curve.watchUntil(batch.size());
        } finally {
            running.forEach(AppProcess::close);
        }
        Ended.of(ground, batch, before).demandAll(batch);
        return Figures.rounds(curve, load);
    }
}
