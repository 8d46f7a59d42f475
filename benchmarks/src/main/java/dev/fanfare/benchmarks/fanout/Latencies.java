package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How long urgent events took from their 202 on, round by round.
final class Latencies {

    private static final double P99 = 0.99;
    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    private final List<Samples> record = new ArrayList<>();
    private final List<Samples> socket = new ArrayList<>();

    /// Waits for those that are not out yet.
    void round(List<EventStream.Accepted> accepted) {
        record.add(milliseconds(accepted, each -> each.event().record().join()));
        socket.add(milliseconds(accepted, each -> each.event().socket().join()));
    }

    private static Samples milliseconds(
            List<EventStream.Accepted> accepted, Function<EventStream.Accepted, Long> arrived) {
        return new Samples(accepted.stream()
                .map(each -> (arrived.apply(each) - each.at()) / NANOS_IN_A_MILLISECOND)
                .toList());
    }

    /// @param when as in "idle"
    void figures(Sheet sheet, String when, Goal p50, Goal p99) {
        sheet.add(figure("urgent, " + when + ", to the record: p50", record, Samples::median)
                .against(p50));
        sheet.add(figure("urgent, " + when + ", to the record: p99", record, each -> each.percentile(P99))
                .against(p99));
        sheet.add(figure("urgent, " + when + ", to the socket: p50", socket, Samples::median));
        sheet.add(figure("urgent, " + when + ", to the socket: p99", socket, each -> each.percentile(P99)));
        sheet.add(Figure.of(
                "urgent, " + when + ": events in a round",
                "",
                record.stream().map(each -> (double) each.values().size()).toList()));
    }

    private static Figure figure(String name, List<Samples> rounds, Function<Samples, Double> of) {
        return Figure.of(name, "ms", rounds.stream().map(of).toList());
    }
}
