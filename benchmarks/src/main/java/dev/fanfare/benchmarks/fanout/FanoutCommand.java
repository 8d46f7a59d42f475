package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.benchmarks.stack.FlightRecording;
import dev.fanfare.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench fanout`: one event to many, and many to few.
@Command(
        name = "fanout",
        description = "One event to N recipients, beside a bare producer with the same records.",
        footer = {
            "A tenth of the recipients have muted the event, a twentieth have no address; nobody reads the channel's topics.",
            "Rates are deliveries a second from the 202 until the last one can be read (read_committed).",
            "first: restarts the fan-out for each round. urgent: by webhook, each sent when it is due. memory: also with 10,000.",
            "kill: while 50 events a second come; the second time another process stands by (fanfare.standbys=1) for 30 s.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class FanoutCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--recipients", paramLabel = "N", description = "People. Default: ${DEFAULT-VALUE}.")
    private int recipients = 1_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions = 6;

    @Option(
            names = "--urgent",
            paramLabel = "N",
            description = "Urgent events a second beside a broadcast. Default: ${DEFAULT-VALUE}.")
    private int urgentPerSecond = 20;

    @Option(names = "--part", paramLabel = "PART", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of(Part.values());

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "A setting of the apps, as fanfare.fanout.chunk=500.")
    private Map<String, String> settings = new HashMap<>();

    @Option(
            names = "--jfr",
            paramLabel = "DIR",
            description = "Record the fan-out process there, a file for each part.")
    private @Nullable Path recordings;

    @Option(names = "--json", description = "One JSON line for each figure.")
    private boolean json;

    public FanoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("fanout");
        settings.put("fanfare.partitions", String.valueOf(partitions));
        settings.putIfAbsent("fanfare.standbys", "1");
        try (Urgent urgent = new Urgent();
                Scene scene = Scene.open(settings)) {
            Crowd crowd = new Crowd(recipients, urgent.url(), Urgent.SECRET);
            load(scene, crowd, sheet);
            Broadcast broadcast = new Broadcast(scene, crowd, terminal::say);
            for (Part part : Part.values()) {
                if (parts.contains(part)) {
                    terminal.say("Measuring: " + part + " ...");
                    recorded(part, scene, () -> {
                        switch (part) {
                            case FIRST -> MeasureFirst.run(scene, broadcast, rounds, sheet);
                            case BROADCAST -> new MeasureBroadcast(scene, broadcast).run(rounds, sheet);
                            case URGENT ->
                                new MeasureUrgentBeside(scene, broadcast, urgent, urgentPerSecond).run(rounds, sheet);
                            case EVENTS -> new MeasureSmallEvents(scene, crowd, terminal::say).run(rounds, sheet);
                            case MEMORY -> MeasureMemory.run(scene, broadcast, settings, sheet);
                            case KILL -> new MeasureKill(scene, crowd, terminal::say).run(sheet);
                        }
                    });
                }
            }
        }
        if (json) {
            sheet.json().forEach(terminal::result);
        } else {
            terminal.result(sheet.table());
        }
        return sheet.reached() ? 0 : 1;
    }

    private void load(Scene scene, Crowd crowd, Sheet sheet) {
        terminal.say(String.format(Locale.ROOT, "Bringing %,d people in ...", crowd.size()));
        double perSecond = new LoadPeople(scene.door(), scene.awaitRead()).load(crowd);
        terminal.say(String.format(Locale.ROOT, "  %,.0f/s", perSecond));
        sheet.add(Figure.of("people brought in through the front door", "/s", perSecond));
    }

    /// A process that is killed or started anew cannot be recorded.
    private void recorded(Part part, Scene scene, Measurement measurement) throws InterruptedException {
        if (recordings == null || part == Part.FIRST || part == Part.KILL) {
            measurement.run();
            return;
        }
        try (FlightRecording _ = scene.fanout().record(recordings.resolve(part + ".jfr"))) {
            measurement.run();
        }
    }

    /// May be waited for.
    @FunctionalInterface
    private interface Measurement {
        void run() throws InterruptedException;
    }
}
