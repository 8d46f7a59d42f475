package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--calls", paramLabel = "N", description = "Calls of a kind in a round. Default: ${DEFAULT-VALUE}.")
    private int calls = 500;

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions = 6;

    @Option(names = "--set", paramLabel = "SETTING=VALUE", description = "A setting of the apps.")
    private Map<String, String> settings = new HashMap<>();

    @Option(names = "--json", description = "One JSON line for each figure.")
    private boolean json;

    public AcceptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Sheet sheet = new Sheet("accept");
        settings.put("fanfare.partitions", String.valueOf(partitions));
        try (Scene scene = Scene.open(settings)) {
            Crowd crowd = new Crowd(recipients, "http://127.0.0.1:9", Urgent.SECRET);
            terminal.say(String.format(Locale.ROOT, "Bringing %,d people in ...", recipients));
            sheet.add(Figure.of(
                    "people brought in through the front door",
                    "/s",
                    new LoadPeople(scene.door(), scene.awaitRead()).load(crowd)));
            terminal.say("Measuring ...");
            new MeasureAccept(scene, crowd, calls).run(rounds, sheet);
        }
        if (json) {
            sheet.json().forEach(terminal::result);
        } else {
            terminal.result(sheet.table());
        }
        return sheet.reached() ? 0 : 1;
    }
}
