package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.arrivals.WatchTopic;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Urgent events at a steady rate while nothing else is, and while a broadcast is under way, in turn.
final class MeasureUrgentBeside {

    private static final int IDLE_SECONDS = 5;
    private static final int LEAD_MS = 500;
    private static final int WARM_UPS = 2;

    private final Scene scene;
    private final Broadcast broadcast;
    private final Urgent urgent;
    private final int perSecond;
    private final Latencies idle = new Latencies();
    private final Latencies busy = new Latencies();
    private final List<Double> rates = new ArrayList<>();

    /// @param perSecond urgent events
    MeasureUrgentBeside(Scene scene, Broadcast broadcast, Urgent urgent, int perSecond) {
        this.scene = scene;
        this.broadcast = broadcast;
        this.urgent = urgent;
        this.perSecond = perSecond;
    }

    void run(int rounds, Sheet sheet) throws InterruptedException {
        try (var _ = scene.apps().startChannels(Urgent.channels());
                WatchTopic _ = urgent.watch(scene)) {
            idle(new Latencies());
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                broadcast.send(Scene.NAMED);
            }
            for (int round = 0; round < rounds; round++) {
                idle(idle);
                busy();
            }
        }
        String rate = perSecond + "/s";
        idle.figures(sheet, "idle, " + rate, Goal.atMost(30, 12), Goal.atMost(150, 40));
        busy.figures(sheet, "during a broadcast, " + rate, Goal.atMost(80, 15), Goal.atMost(300, 100));
        sheet.add(Figure.of("broadcast with urgent events beside it", "/s", rates));
    }

    private void idle(Latencies latencies) throws InterruptedException {
        EventStream stream = start();
        try (stream) {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        }
        latencies.round(stream.accepted());
    }

    private void busy() throws InterruptedException {
        Broadcast.Took took;
        EventStream stream = start();
        try (stream) {
            TimeUnit.MILLISECONDS.sleep(LEAD_MS);
            took = broadcast.send(Scene.NAMED);
        }
        rates.add(took.perSecond());
        busy.round(stream.accepted().stream()
                .filter(each -> each.at() > took.begin() && each.at() < took.end())
                .toList());
    }

    private EventStream start() {
        return new EventStream(scene.door(), perSecond, _ -> urgent.next());
    }
}
