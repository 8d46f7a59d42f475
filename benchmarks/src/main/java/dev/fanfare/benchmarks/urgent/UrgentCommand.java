package dev.fanfare.benchmarks.urgent;

import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench urgent`: urgent events one after another while many wait, at each place where they can.
@Command(
        name = "urgent",
        description = "Urgent events while many wait on events.standard, slices.standard or email.standard.",
        footer = "Exits with 1 where a p99 is over 250 ms, or less than 0.8 of the drain rate is left (medians).",
        mixinStandardHelpOptions = true)
public final class UrgentCommand implements Callable<Integer> {

    private static final double P99_MOST_MS = 250;
    private static final double LEFT_LEAST = 0.8;

    private final Terminal terminal;

    @Option(names = "--waiting", paramLabel = "N", description = "Kept waiting. Default: ${DEFAULT-VALUE}.")
    private int waiting = 200_000;

    @Option(names = "--urgent", paramLabel = "N", description = "Urgent events in a round. Default: ${DEFAULT-VALUE}.")
    private int urgent = 100;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--at", paramLabel = "PLACE", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Backlog> places = List.of(Backlog.values());

    @Option(names = "--json", description = "One JSON line for each place.")
    private boolean json;

    public UrgentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Table table = new Table(
                "waiting on", "timed to the", "idle p50", "p99", "busy p50", "p99", "most", "drain/s", "left");
        boolean reached = true;
        for (Backlog place : places) {
            terminal.say(waiting + " waiting on " + place.label + " ...");
            try (MeasureUrgent measure = new MeasureUrgent(place)) {
                Measured measured = measure.run(waiting, urgent, rounds);
                if (json) {
                    terminal.result(line(measured));
                }
                row(table, measured);
                reached &= measured.busyMs().percentile(0.99) <= P99_MOST_MS
                        && measured.share().median() >= LEFT_LEAST;
            }
        }
        if (!json) {
            terminal.result(table.toString());
        }
        return reached ? 0 : 1;
    }

    private static void row(Table table, Measured measured) {
        table.row(
                measured.backlog().label,
                measured.backlog().goal,
                ms(measured.idleMs().median()),
                ms(measured.idleMs().percentile(0.99)),
                ms(measured.busyMs().median()),
                ms(measured.busyMs().percentile(0.99)),
                ms(measured.busyMs().most()),
                spread(measured.quietRate(), "%.0f"),
                spread(measured.share(), "%.2f"));
    }

    private static String line(Measured measured) {
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"urgent\",\"at\":\"%s\",\"idleP50Ms\":%.1f,\"idleP99Ms\":%.1f,\"busyP50Ms\":%.1f,\"busyP99Ms\":%.1f,\"busyMostMs\":%.1f,\"drainPerSecond\":%.0f,\"left\":%.3f}",
                measured.backlog().label,
                measured.idleMs().median(),
                measured.idleMs().percentile(0.99),
                measured.busyMs().median(),
                measured.busyMs().percentile(0.99),
                measured.busyMs().most(),
                measured.quietRate().median(),
                measured.share().median());
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, "%.0f ms", value);
    }

    private static String spread(Samples samples, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                samples.median(),
                samples.least(),
                samples.most());
    }
}
