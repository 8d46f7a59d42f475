package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.options.Recordings;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench delivery`: what waits on a channel's topic, sent through providers that are quick, slow, or in trouble.
@Command(
        name = "delivery",
        description =
                "Deliveries that wait on a channel's topic, through providers that are quick, slow, or in trouble.",
        footer = {
            "The lane is filled first, as the fan-out writes; then a channel process is started as ./fanfare run channels does.",
            "Its providers are made up and in the process: noop answers at once, slow after 200 ms; of hanging 1 % never, the others after 50 ms;",
            "of failing 5 %, of broken each endpoint says no. outage: all of it is gone while --waiting deliveries wait.",
            "Rates are outcomes written a second, from the end of the warm-up on. Every delivery must have an outcome in the end.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class DeliveryCommand implements Callable<Integer> {

    private static final int PERCENT = 100;
    private static final Load QUICK = new Load(900_000, 300_000, 1, 100_000);
    private static final Load SLOW = new Load(120_000, 50_000, 1, 20_000);
    private static final Load FEW = new Load(30_000, 12_500, 1, 5_000);
    private static final Load HANGING = new Load(200_000, 100_000, 1, 250_000);
    private static final Load USUAL = new Load(250_000, 100_000, 1, 50_000);

    private final Terminal terminal;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Calls of the provider under way at once. Default: ${DEFAULT-VALUE}.")
    private int inFlight = 2_000;

    @Option(
            names = "--size",
            paramLabel = "PERCENT",
            description = "Less, or more, in each round and in the warm-up. Default: ${DEFAULT-VALUE}.")
    private int percent = PERCENT;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            description = "Deliveries that wait while the provider is away. Default: ${DEFAULT-VALUE}.")
    private int waiting = 1_000_000;

    @Option(names = "--part", paramLabel = "PART", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of(Part.values());

    @Mixin
    private final Common common = new Common(5);

    @Mixin
    private final Recordings recordings = new Recordings();

    public DeliveryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("delivery");
        Figures figures = new Figures(sheet);
        try (Ground ground = Ground.open(common.settings())) {
            MeasureRate rate = new MeasureRate(ground, recordings, figures, inFlight);
            for (Part part : Part.values()) {
                if (parts.contains(part)) {
                    terminal.say("Measuring: " + part + " ...");
                    measure(part, rate);
                    common.tell(sheet, terminal);
                }
            }
        }
        figures.memory();
        common.tell(sheet, terminal);
        return sheet.reached() ? 0 : 1;
    }

    private void measure(Part part, MeasureRate rate) throws InterruptedException {
        MeasureProviders providers = new MeasureProviders(rate);
        switch (part) {
            case NOOP -> providers.noop(load(QUICK));
            case SLOW -> providers.slow(load(SLOW));
            case HANGING -> new MeasureHanging(rate).run(load(HANGING));
            case FAILING -> providers.failing(load(USUAL));
            case BROKEN -> providers.broken(load(USUAL));
            case OUTAGE -> new MeasureOutage(rate).run(waiting);
            case SCALE -> new MeasureScale(rate).run(load(FEW));
        }
    }

    private Load load(Load usual) {
        return new Load(usual.warm(), usual.round(), common.rounds(), usual.rest()).scaled(percent);
    }
}
