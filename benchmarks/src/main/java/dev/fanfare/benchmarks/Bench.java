package dev.fanfare.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.fanfare.benchmarks.delivery.DeliveryCommand;
import dev.fanfare.benchmarks.endtoend.EndToEndCommand;
import dev.fanfare.benchmarks.fanout.AcceptCommand;
import dev.fanfare.benchmarks.fanout.FanoutCommand;
import dev.fanfare.benchmarks.reads.ReadsCommand;
import dev.fanfare.benchmarks.timers.TimersCommand;
import dev.fanfare.benchmarks.urgent.UrgentCommand;
import dev.fanfare.standalone.terminal.Terminal;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `fanfare bench`: what Fanfare can do on this machine.
@Command(
        name = "fanfare bench",
        description = "Measure what Fanfare can do on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK")
public final class Bench {

    private Bench() {}

    /// Exits with 0 when it was measured and its goals were reached, 1 otherwise, 2 where the command is wrong.
    public static void main(String[] args) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new Bench())
                .addSubcommand(new AcceptCommand(Terminal.ofProcess()))
                .addSubcommand(new DeliveryCommand(Terminal.ofProcess()))
                .addSubcommand(new EndToEndCommand(Terminal.ofProcess()))
                .addSubcommand(new FanoutCommand(Terminal.ofProcess()))
                .addSubcommand(new ReadsCommand(Terminal.ofProcess()))
                .addSubcommand(new TimersCommand(Terminal.ofProcess()))
                .addSubcommand(new UrgentCommand(Terminal.ofProcess()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
