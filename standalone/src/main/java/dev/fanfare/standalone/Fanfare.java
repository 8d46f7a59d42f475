package dev.fanfare.standalone;

import dev.fanfare.schemas.running.ForgetAddresses;
import dev.fanfare.standalone.check.CheckCommand;
import dev.fanfare.standalone.check.SmokeCommand;
import dev.fanfare.standalone.client.AnalyticsCommand;
import dev.fanfare.standalone.client.ChannelsCommand;
import dev.fanfare.standalone.client.Reference;
import dev.fanfare.standalone.client.ScheduledCommand;
import dev.fanfare.standalone.client.SendCommand;
import dev.fanfare.standalone.client.StatusCommand;
import dev.fanfare.standalone.client.TrailCommand;
import dev.fanfare.standalone.demo.DemoCommand;
import dev.fanfare.standalone.letters.DltCommand;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.up.RunCommand;
import dev.fanfare.standalone.up.UpCommand;
import dev.fanfare.standalone.work.WorkFailed;
import dev.fanfare.standalone.work.WrongUsage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `fanfare` command line.
@Command(
        name = "fanfare",
        description = "Tells everyone who should know.",
        mixinStandardHelpOptions = true,
        version = "Fanfare 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND")
public final class Fanfare {

    private Fanfare() {}

    /// Exits with 0 when the work is done, 1 when it failed, 2 where the command is wrong.
    public static void main(String[] args) {
        ForgetAddresses.soon();
        int status = run(Terminal.ofProcess(), System.in, args);
        System.exit(status);
    }

    /// As [#main], without ending the process.
    ///
    /// @return 0, 1 or 2
    public static int run(Terminal terminal, InputStream in, String... args) {
        return commandLine(terminal, in)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> Mistyped.explain(terminal, wrong, given))
                .setExecutionExceptionHandler((failure, _, _) -> explain(terminal, failure))
                .execute(args);
    }

    /// All commands.
    static CommandLine commandLine(Terminal terminal, InputStream in) {
        return new CommandLine(new Fanfare())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new UpCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new SendCommand(terminal, in))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new TrailCommand(terminal))
                .addSubcommand(new ChannelsCommand(terminal))
                .addSubcommand(new AnalyticsCommand(terminal))
                .addSubcommand(new ScheduledCommand(terminal))
                .addSubcommand("dlt", DltCommand.with(terminal, in))
                .addSubcommand("rules", Reference.rules(terminal))
                .addSubcommand("templates", Reference.templates(terminal))
                .addSubcommand("recipients", Reference.recipients(terminal, in))
                .addSubcommand(new TopicsCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new SmokeCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(new HelpCommand());
    }

    private static int explain(Terminal terminal, Exception failure) {
        return switch (failure) {
            case WrongUsage wrong -> {
                terminal.say("fanfare: " + wrong.getMessage());
                yield 2;
            }
            case WorkFailed failed -> {
                terminal.say("fanfare: " + failed.getMessage());
                yield 1;
            }
            default -> {
                failure.printStackTrace(terminal.err());
                yield 1;
            }
        };
    }
}
