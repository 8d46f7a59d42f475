package dev.fanfare.benchmarks.timers;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.benchmarks.stack.FlightRecording;
import dev.fanfare.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench timers`: many that wait, and many that are due at once.
@Command(
        name = "timers",
        description = "A million timers that wait, and 20,000 that are due in one second.",
        footer = {
            "delivery: deliveries that a channel wants tried again, which wait as those do that are held.",
            "sendat: events with a time, which are resolved, sliced and rendered when it has come.",
            "Set: from the first one written until the fan-out has committed the last.",
            "Late: until one who reads committed records can read it on the channel's topic, while events come beside.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class TimersCommand implements Callable<Integer> {

    private static final Goal MEMORY = Goal.atMost(768, 512);

    private final Terminal terminal;

    @Option(names = "--timers", paramLabel = "N", description = "Timers that wait. Default: ${DEFAULT-VALUE}.")
    private int waiting = 1_000_000;

    @Option(names = "--due", paramLabel = "N", description = "Timers of a round. Default: ${DEFAULT-VALUE}.")
    private int due = 20_000;

    @Option(names = "--events", paramLabel = "N", description = "Events a second beside. Default: ${DEFAULT-VALUE}.")
    private int perSecond = 5_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions = 6;

    @Option(names = "--kind", paramLabel = "KIND", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Kind> kinds = List.of(Kind.values());

    @Option(names = "--set", paramLabel = "SETTING=VALUE", description = "A setting of the apps.")
    private Map<String, String> settings = new HashMap<>();

    @Option(
            names = "--jfr",
            paramLabel = "DIR",
            description = "Record the fan-out process there, a file for each kind.")
    private @Nullable Path recordings;

    @Option(names = "--json", description = "One JSON line for each figure.")
    private boolean json;

    public TimersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("timers");
        settings.put("fanfare.partitions", String.valueOf(partitions));
        var load = new MeasureTimers.Load(waiting, due, perSecond, rounds);
        for (Kind kind : kinds) {
            terminal.say("Measuring: " + kind + " ...");
            try (Clockwork clockwork = Clockwork.open(settings)) {
                measure(clockwork, new MeasureTimers(clockwork, kind, load, terminal::say), kind, sheet);
                sheet.add(Figure.of(
                                kind + ": highest resident memory of the fan-out",
                                "MiB",
                                clockwork.fanout().memory().highest())
                        .against(MEMORY));
            }
        }
        if (json) {
            sheet.json().forEach(terminal::result);
        } else {
            terminal.result(sheet.table());
        }
        return sheet.reached() ? 0 : 1;
    }

    private void measure(Clockwork clockwork, MeasureTimers timers, Kind kind, Sheet sheet)
            throws InterruptedException {
        if (recordings == null) {
            timers.run(sheet);
            return;
        }
        try (FlightRecording _ = clockwork.fanout().record(recordings.resolve(kind + ".jfr"))) {
            timers.run(sheet);
        }
    }
}
