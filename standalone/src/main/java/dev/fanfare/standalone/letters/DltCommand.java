package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dlt`: what was given up.
@Command(
        name = "dlt",
        description = "Dead letters: what was given up, and what could not be read.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(ls | show | replay | discard)")
public final class DltCommand {

    @Mixin
    private Where where = new Where();

    private DltCommand() {}

    /// The command with what it does.
    public static CommandLine with(Terminal terminal, InputStream standardInput) {
        DltCommand dlt = new DltCommand();
        Ask ask = new Ask(terminal, standardInput);
        return new CommandLine(dlt)
                .addSubcommand(new ListLetters(terminal, dlt.where))
                .addSubcommand(new ShowLetter(terminal, dlt.where))
                .addSubcommand(new ReplayCommand(ask, dlt.where))
                .addSubcommand(new DiscardCommand(ask, dlt.where));
    }
}
