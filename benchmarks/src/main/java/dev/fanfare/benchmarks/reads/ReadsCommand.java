package dev.fanfare.benchmarks.reads;

import dev.fanfare.benchmarks.options.Common;
import dev.fanfare.benchmarks.options.Recordings;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench reads`: many callers ask for one thing, or for a page, while a million deliveries are there.
@Command(
        name = "reads",
        description = "200 callers at once ask for one thing, or for a page, with a million deliveries in the stores.",
        footer = {
            "Two processes of fan-out and tracking and two of the channels have half of the partitions each.",
            "Each caller begins a call every so often on a connection that stays open; one that comes late counts from when it was to begin.",
            "Without a pause: each caller's next call begins when the one before has ended.",
            "Exits with 1 where a goal to be reached is missed."
        },
        mixinStandardHelpOptions = true)
public final class ReadsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--people", paramLabel = "N", description = "Told by each broadcast. Default: ${DEFAULT-VALUE}.")
    private int people = 20_000;

    @Option(names = "--broadcasts", paramLabel = "N", description = "To all of them. Default: ${DEFAULT-VALUE}.")
    private int broadcasts = 50;

    @Option(names = "--singles", paramLabel = "N", description = "Events to one person. Default: ${DEFAULT-VALUE}.")
    private int singles = 10_000;

    @Option(names = "--callers", paramLabel = "N", description = "At once. Default: ${DEFAULT-VALUE}.")
    private int callers = 200;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description = "From one call of a caller to the next. Default: ${DEFAULT-VALUE}.")
    private Duration pause = Duration.ofSeconds(1);

    @Mixin
    private final Common common = new Common(3);

    @Mixin
    private final Recordings recordings = new Recordings();

    public ReadsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Sheet sheet = new Sheet("reads");
        Stock stock = new Stock(people, broadcasts, singles);
        terminal.say("Filling: %,d deliveries ...".formatted(stock.deliveries()));
        try (Shelves shelves = Shelves.fill(common.settings(), stock);
                Callers all = new Callers(shelves.url(), callers)) {
            List<Read> reads = Read.all(stock);
            MeasureReads measure = new MeasureReads(all, pause, common.rounds(), terminal::say);
            terminal.say("Warming up ...");
            measure.warm(reads);
            recordings.during(shelves.fanout(), "reads", () -> {
                for (Read read : reads) {
                    measure.run(sheet, read);
                }
                // Behind all others: what a flood leaves is not the next kind's.
                for (Read read : reads) {
                    measure.flood(sheet, read);
                }
            });
            common.tell(sheet, terminal);
        }
        return sheet.reached() ? 0 : 1;
    }
}
