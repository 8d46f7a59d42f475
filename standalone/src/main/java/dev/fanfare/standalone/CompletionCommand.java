package dev.fanfare.standalone;

import dev.fanfare.standalone.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion`: a script that lets a shell complete commands and options.
@Command(
        name = "completion",
        description = "Print a script by which bash or zsh complete commands and options.",
        footer = {
            "bash: source <(./fanfare completion)",
            "zsh:  source <(./fanfare completion zsh)",
            "It is about the name fanfare, with or without a path before it."
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    /// zsh understands bash's way once it is asked to.
    private static final String FOR_ZSH = """
            autoload -U +X compinit && compinit
            autoload -U +X bashcompinit && bashcompinit
            """;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Shells that there is a script for.
    private enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh. Default: bash.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        String script = AutoComplete.bash(all.getCommandName(), all);
        terminal.result(
                switch (shell) {
                    case BASH -> script;
                    case ZSH -> FOR_ZSH + script;
                });
        return 0;
    }
}
