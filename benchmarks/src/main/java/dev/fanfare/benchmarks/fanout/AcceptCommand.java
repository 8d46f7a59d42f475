package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench accept`: how soon the front door answers 202.
@Command(
        name = "accept",
        description = "How soon the front door accepts events for 1, 100 and 10,000 named people, and for an audience.",
        footer = {
            "Calls one after another on a kept connection, fan-out at work beside them; rates with 16 callers at once.",
            "The audience is timed in turn with one recipient while the fan-out is stopped, or each call would start a broadcast.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class AcceptCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--recipients",
            paramLabel = "N",
            description = "People in the audience. Default: ${DEFAULT-VALUE}.")
    private int recipients = 1_000_000;

    @Option(names = "--calls", paramLabel = "N", description = "Calls of a kind in a round. Default: ${DEFAULT-VALUE}.")
    private int calls = 500;

    @Mixin
    private final Common common = new Common(5);

    public AcceptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Sheet sheet = new Sheet("accept");
        try (Scene scene = Scene.open(common.settings())) {
            Crowd crowd = new Crowd(recipients, "http://127.0.0.1:9", Urgent.SECRET);
            terminal.say(String.format(Locale.ROOT, "Bringing %,d people in ...", recipients));
            sheet.add(Figure.of(
                    "people brought in through the front door",
                    "/s",
                    new LoadPeople(scene.door(), scene.awaitRead()).load(crowd)));
            terminal.say("Measuring ...");
            new MeasureAccept(scene, crowd, calls).run(common.rounds(), sheet);
        }
        common.tell(sheet, terminal);
        return sheet.reached() ? 0 : 1;
    }
}
