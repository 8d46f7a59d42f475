package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import java.util.ArrayList;
import java.util.List;

/// The first broadcast of a fan-out process that was started afresh.
final class MeasureFirst {

    private MeasureFirst() {}

    static void run(Scene scene, Broadcast broadcast, int rounds, Sheet sheet) {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            scene.restartFanout();
            rates.add(broadcast.send(Scene.NAMED).perSecond());
        }
        sheet.add(
                Figure.of("broadcast, the first of a fresh JVM", "/s", rates).against(Goal.atLeast(150_000, 350_000)));
    }
}
