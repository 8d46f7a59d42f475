package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import java.util.Map;

/// How much a fan-out process takes at most, for few people and for many, after the same work.
final class MeasureMemory {

    private static final int FEW = 10_000;
    private static final int BROADCASTS = 5;
    private static final Goal MOST = Goal.atMost(768, 512);
    private static final Goal GROWTH = Goal.atMost(1.1, 1.1);

    private MeasureMemory() {}

    /// @param scene of many people, after all else
    static void run(Scene scene, Broadcast broadcast, Map<String, String> settings, Sheet sheet) {
        for (int sent = 0; sent < BROADCASTS; sent++) {
            broadcast.send(Scene.NAMED);
        }
        double many = scene.fanout().memory().highest();
        double few = few(settings, broadcast);
        sheet.add(
                Figure.of("highest resident memory of the fan-out", "MiB", many).against(MOST));
        sheet.add(Figure.of("the same with 10,000 people", "MiB", few));
        sheet.add(Figure.of("the first of the second", "", many / few).against(GROWTH));
    }

    private static double few(Map<String, String> settings, Broadcast like) {
        Crowd crowd = like.crowd().of(FEW);
        try (Scene scene = Scene.open(settings)) {
            new LoadPeople(scene.door(), scene.awaitRead()).load(crowd);
            Broadcast broadcast = new Broadcast(scene, crowd, _ -> {});
            for (int sent = 0; sent < BROADCASTS; sent++) {
                broadcast.send(Scene.NAMED);
            }
            return scene.fanout().memory().highest();
        }
    }
}
