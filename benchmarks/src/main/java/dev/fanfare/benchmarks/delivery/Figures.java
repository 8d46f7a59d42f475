package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.benchmarks.stack.AppProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What all parts tell of.
final class Figures {

    private static final Goal MEMORY = Goal.atMost(512, 400);

    private final List<Double> memory = new ArrayList<>();
    private final Sheet sheet;

    Figures(Sheet sheet) {
        this.sheet = sheet;
    }

    void add(Figure figure) {
        sheet.add(figure);
    }

    /// The rates of equal rounds behind the warm-up.
    static List<Double> rounds(Curve curve, Load load) {
        return IntStream.range(0, load.rounds())
                .mapToObj(round -> curve.rate(
                        load.warm() + (long) round * load.round(), load.warm() + (long) (round + 1) * load.round()))
                .toList();
    }

    void memory(AppProcess channels) {
        memory.add(channels.memory().highest());
    }

    /// At the end: of all processes that were measured.
    void memory() {
        if (!memory.isEmpty()) {
            sheet.add(Figure.of("channel process: highest resident memory", "MiB", memory)
                    .against(MEMORY));
        }
    }
}
