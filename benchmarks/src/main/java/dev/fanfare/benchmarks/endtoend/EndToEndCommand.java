package dev.fanfare.benchmarks.endtoend;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench end-to-end`: from the call of the front door to the last answer of a provider.
@Command(
        name = "end-to-end",
        description = "From the POST to the last answer of a provider, counted at its socket.",
        footer = {
            "Front door, fan-out and channels as ./fanfare run starts them; the providers answer behind a socket of this process.",
            "noop: 20,000 by webhook, answered at once. slow: 2,000, after 200 ms. people: 10,000 by in-app and e-mail.",
            "minute, steady: events to one person each, in 20 calls a second, each timed from when its call was due.",
            "Calls at once are 2,500 unless --in-flight says other, and not 250 as by default; bulk, as events to many are, has four fifths.",
            "The first twelve events of each part are thrown away. Of other systems on a machine of this kind, the same work:",
            "20,000: RabbitMQ 800 ms (prefetch 250), BullMQ 1,400 to 1,800 ms, Celery 11,900 ms.",
            "2,000 at 200 ms: RabbitMQ with virtual threads 327 ms, BullMQ 479 ms, Celery 3,600 ms.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class EndToEndCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description =
                    "Calls of a provider at once, of which events to many have four fifths. Default: ${DEFAULT-VALUE}.")
    private int inFlight = 2_500;

    @Option(names = "--part", paramLabel = "PART", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of(Part.values());

    @Mixin
    private final Common common = new Common(9);

    public EndToEndCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("end-to-end");
        try (Whole whole = Whole.open(common.settings(), inFlight)) {
            MeasureAll all = new MeasureAll(whole, sheet, inFlight);
            MeasureSteady steady = new MeasureSteady(whole, sheet, terminal::say);
            for (Part part : Part.values()) {
                if (parts.contains(part)) {
                    terminal.say("Measuring: " + part + " ...");
                    switch (part) {
                        case NOOP -> all.noop(common.rounds());
                        case SLOW -> all.slow(common.rounds());
                        case PEOPLE -> all.people(common.rounds());
                        case MINUTE -> steady.minute();
                        case STEADY -> steady.highest();
                    }
                    common.tell(sheet, terminal);
                }
            }
        }
        return sheet.reached() ? 0 : 1;
    }
}
