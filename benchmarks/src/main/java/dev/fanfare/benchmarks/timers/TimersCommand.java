package dev.fanfare.benchmarks.timers;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.options.Recordings;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--kind", paramLabel = "KIND", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Kind> kinds = List.of(Kind.values());

    @Mixin
    private final Common common = new Common(5);

    @Mixin
    private final Recordings recordings = new Recordings();

    public TimersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("timers");
        var load = new MeasureTimers.Load(waiting, due, perSecond, common.rounds());
        for (Kind kind : kinds) {
            terminal.say("Measuring: " + kind + " ...");
            try (Clockwork clockwork = Clockwork.open(common.settings())) {
                MeasureTimers timers = new MeasureTimers(clockwork, kind, load, terminal::say);
                recordings.during(clockwork.fanout(), kind, () -> timers.run(sheet));
                sheet.add(Figure.of(
                                kind + ": highest resident memory of the fan-out",
                                "MiB",
                                clockwork.fanout().memory().highest())
                        .against(MEMORY));
                common.tell(sheet, terminal);
            }
        }
        return sheet.reached() ? 0 : 1;
    }
}
