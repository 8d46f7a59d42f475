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
    public Integer call() {
        Sheet sheet = new Sheet("fanout");
        Map<String, String> all = new HashMap<>(settings);
        all.put("fanfare.partitions", String.valueOf(partitions));
        try (Scene scene = Scene.open(all)) {
            Crowd crowd = new Crowd(recipients, "http://127.0.0.1:9", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
            terminal.say(String.format(Locale.ROOT, "Bringing %,d people in ...", recipients));
            LoadPeople load = new LoadPeople(scene.door(), scene.awaitRead());
            sheet.add(Figure.of("people brought in through the front door", "/s", load.load(crowd)));
            Broadcast broadcast = new Broadcast(scene, crowd);
            measure(Part.BROADCAST, scene, () -> new MeasureBroadcast(scene, broadcast).run(rounds, sheet));
            sheet.add(Figure.of(
                    "highest resident memory of the fan-out",
                    "MiB",
                    scene.fanout().memory().highest()));
        }
        if (json) {
            sheet.json().forEach(terminal::result);
        } else {
            terminal.result(sheet.table());
        }
        return sheet.reached() ? 0 : 1;
    }

    private void measure(Part part, Scene scene, Runnable measurement) {
        if (!parts.contains(part)) {
            return;
        }
        terminal.say("Measuring: " + part.name().toLowerCase(Locale.ROOT) + " ...");
        if (recordings == null) {
            measurement.run();
            return;
        }
        Path file = recordings.resolve(part.name().toLowerCase(Locale.ROOT) + ".jfr");
        try (FlightRecording _ = scene.fanout().record(file)) {
            measurement.run();
        }
    }
}
