package dev.fanfare.standalone;

import dev.fanfare.standalone.settings.Nearest;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in few words what is wrong with a command, and what may have been meant.
final class Mistyped {

    private Mistyped() {}

    static int explain(Terminal terminal, ParameterException wrong, String... given) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        terminal.say("fanfare: " + words(wrong, command, name));
        terminal.say(given.length == 0 ? command.getUsageMessage().stripTrailing() : "'" + name + " --help' says more");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String words(ParameterException wrong, CommandLine command, String name) {
        List<String> choices = choices(wrong.getArgSpec());
        if (!choices.isEmpty() && wrong.getValue() != null) {
            return wrong.getArgSpec().paramLabel() + " must be one of " + String.join(", ", choices) + ", is '"
                    + wrong.getValue() + "'" + Nearest.question(lower(wrong.getValue()), choices);
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return word.startsWith("-") ? noOption(command, name, word) : noCommand(command, name, word, wrong);
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String noOption(CommandLine command, String name, String word) {
        return "'" + name + "' has no option '" + word + "'"
                + Nearest.question(
                        word.replaceFirst("=.*", ""),
                        command.getCommandSpec().optionsMap().keySet());
    }

    private static String noCommand(CommandLine command, String name, String word, ParameterException wrong) {
        return command.getSubcommands().isEmpty()
                ? String.valueOf(wrong.getMessage())
                : "there is no '" + name + " " + word + "'"
                        + Nearest.of(lower(word), command.getSubcommands().keySet())
                                .map(near -> "; did you mean '" + name + " " + near + "'?")
                                .orElse("");
    }

    /// What one of a few words can be.
    private static List<String> choices(@Nullable ArgSpec argument) {
        return argument == null || !argument.type().isEnum()
                ? List.of()
                : Arrays.stream(argument.type().getEnumConstants())
                        .map(choice -> lower(choice.toString()))
                        .toList();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
