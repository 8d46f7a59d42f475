package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.options.Recordings;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--urgent",
            paramLabel = "N",
            description = "Urgent events a second beside a broadcast. Default: ${DEFAULT-VALUE}.")
    private int urgentPerSecond = 20;

    @Option(names = "--part", paramLabel = "PART", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of(Part.values());

    @Mixin
    private final Common common = new Common(5);

    @Mixin
    private final Recordings recordings = new Recordings();

    public FanoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("fanout");
        int rounds = common.rounds();
        Map<String, String> settings = common.settings();
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
                    common.tell(sheet, terminal);
                }
            }
        }
        common.tell(sheet, terminal);
        return sheet.reached() ? 0 : 1;
    }

    private void load(Scene scene, Crowd crowd, Sheet sheet) {
        terminal.say(String.format(Locale.ROOT, "Bringing %,d people in ...", crowd.size()));
        double perSecond = new LoadPeople(scene.door(), scene.awaitRead()).load(crowd);
        terminal.say(String.format(Locale.ROOT, "  %,.0f/s", perSecond));
        sheet.add(Figure.of("people brought in through the front door", "/s", perSecond));
    }

    /// A process that is killed or started anew cannot be recorded.
    private void recorded(Part part, Scene scene, Recordings.Measurement<InterruptedException> measurement)
            throws InterruptedException {
        if (part == Part.FIRST || part == Part.KILL) {
            measurement.run();
        } else {
            recordings.during(scene.fanout(), part, measurement);
        }
    }
}
