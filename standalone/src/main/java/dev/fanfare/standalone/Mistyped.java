package dev.fanfare.standalone;

import dev.fanfare.standalone.settings.Distance;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in few words what is wrong with a command, and what may have been meant.
final class Mistyped {

    private static final int NEAR = 3;

    private Mistyped() {}

    static int explain(Terminal terminal, ParameterException wrong, String... given) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !command.getSubcommands().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            terminal.say("fanfare: there is no '" + name + " " + word + "'"
                    + nearest(command, word)
                            .map(near -> "; did you mean '" + name + " " + near + "'?")
                            .orElse(""));
        } else {
            terminal.say("fanfare: " + wrong.getMessage());
        }
        terminal.say(given.length == 0 ? command.getUsageMessage().stripTrailing() : "'" + name + " --help' says more");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static Optional<String> nearest(CommandLine command, String word) {
        String typed = word.toLowerCase(Locale.ROOT);
        return command.getSubcommands().keySet().stream()
                .min(Comparator.comparingInt(known -> Distance.between(known, typed)))
                .filter(known -> Distance.between(known, typed) <= NEAR || known.startsWith(typed));
    }
}
