package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import dev.fanfare.standalone.work.WrongUsage;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rules`, `templates` and `recipients`, each with `get`, `put` and `rm`.
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "(get | put | rm)")
public final class Reference {

    private static final String HELD = "";
    private static final String AS_EVER = "Print JSON, as it does in any case.";

    private final Terminal terminal;
    private final String path;

    @Mixin
    private Where where = new Where();

    /// @param kind the last part of its path
    private Reference(Terminal terminal, String kind) {
        this.terminal = terminal;
        this.path = "/v1/" + kind;
    }

    /// The command for rules: whom an event's type leads to.
    public static CommandLine rules(Terminal terminal) {
        return command(
                terminal,
                "rules",
                "Print, store or remove rules: whom an event of a type tells, how, and in whose words. The ID is the type.");
    }

    /// The command for templates.
    public static CommandLine templates(Terminal terminal) {
        return command(
                terminal,
                "templates",
                "Print, store or remove templates: the words for each language. The ID is the name.");
    }

    /// The command for recipients, of which many can be loaded.
    public static CommandLine recipients(Terminal terminal, InputStream standardInput) {
        CommandLine command = command(
                terminal,
                "recipients",
                "Print, store or remove people: their addresses, language and audiences, by their ID.");
        Reference recipients = command.getCommand();
        command.addSubcommand(new LoadCommand(terminal, standardInput, recipients.where));
        command.getCommandSpec().usageMessage().synopsisSubcommandLabel("(get | load | put | rm)");
        return command;
    }

    private static CommandLine command(Terminal terminal, String kind, String description) {
        CommandLine command = new CommandLine(new Reference(terminal, kind));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Command(description = "Print one, or all.", mixinStandardHelpOptions = true)
    int get(
            @Option(names = "--json", description = AS_EVER) boolean json,
            @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = HELD) String id) {
        if (id.isEmpty() && path.endsWith("/recipients")) {
            throw new WrongUsage("recipients get needs an ID: there may be millions; audiences list theirs");
        }
        return print(door -> door.get(id.isEmpty() ? path : one(id)));
    }

    @Command(
            description = "Store the one in a JSON file under this ID, or many from a file with one a line.",
            mixinStandardHelpOptions = true)
    int put(
            @Option(names = "--json", description = AS_EVER) boolean json,
            @Parameters(paramLabel = "[ID] FILE", arity = "1..2", hideParamSyntax = true) List<String> what) {
        String file = what.getLast();
        return what.size() == 1
                ? print(door -> door.post(path, "application/x-ndjson", BodyPublishers.ofString(read(file))))
                : print(door -> door.put(one(what.getFirst()), read(file)));
    }

    @Command(description = "Take one away.", mixinStandardHelpOptions = true)
    int rm(@Option(names = "--json", description = AS_EVER) boolean json, @Parameters(paramLabel = "ID") String id) {
        return print(door -> door.delete(one(id)));
    }

    private String one(String id) {
        return path + "/" + FrontDoor.segment(id);
    }

    private int print(Function<FrontDoor, Answer> call) {
        try (FrontDoor door = where.open()) {
            String body = call.apply(door).orFail().body();
            if (!body.isEmpty()) {
                terminal.result(body.stripTrailing());
            }
            return 0;
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new WorkFailed("cannot read " + file + ": " + unreadable.getMessage());
        }
    }
}
