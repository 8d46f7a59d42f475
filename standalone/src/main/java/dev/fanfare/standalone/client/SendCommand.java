package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Progress;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `send FILE`: CloudEvents, one a line, streamed through the front door.
@Command(name = "send", description = "Send CloudEvents, one a line.", mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final InputStream standardInput;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "FILE", description = "One CloudEvent as JSON in each line; - for standard input.")
    private String file = "-";

    @Option(names = "--json", description = "Print the front door's answer as JSON instead of each event's key.")
    private boolean json;

    public SendCommand(Terminal terminal, InputStream standardInput) {
        this.terminal = terminal;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        try (FrontDoor door = where.open();
                SentKeys in = new SentKeys(EventLines.open(file, standardInput))) {
            return report(stream(door, in), in);
        } catch (IOException unreadable) {
            throw new WorkFailed("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private Answer stream(FrontDoor door, InputStream in) {
        Progress progress = new Progress(terminal, "sending " + file, size());
        var counted = new CountedInput(in, read -> progress.at(read, megabytes(read)));
        Answer answer = door.post("/v1/events", "application/x-ndjson", BodyPublishers.ofInputStream(() -> counted));
        progress.end(counted.count(), megabytes(counted.count()));
        return answer;
    }

    private int report(Answer answer, SentKeys sent) {
        if (!answer.ok() && !answer.body().contains("\"rejected\"")) {
            answer.orFail();
        }
        JsonNode result = answer.json();
        result.path("rejected").forEach(rejected -> terminal.say(inWords(rejected)));
        long rejected = Math.max(
                result.path("rejected").size(), result.path("rejectedTotal").asLong());
        long accepted = result.path("accepted").asLong();
        if (json) {
            terminal.result(result.toString());
        } else {
            sent.without(places(result)).forEach(terminal::result);
            terminal.say("accepted " + accepted + ", rejected " + rejected
                    + (accepted > SentKeys.MOST ? "; these are the keys of the first " + SentKeys.MOST : ""));
        }
        return rejected == 0 ? 0 : 1;
    }

    /// Of those that were rejected, from 0.
    private static Set<Integer> places(JsonNode result) {
        return result.path("rejected")
                .valueStream()
                .map(rejected ->
                        rejected.path("index").asInt(rejected.path("line").asInt() - 1))
                .collect(Collectors.toSet());
    }

    private static String inWords(JsonNode rejected) {
        long line = rejected.has("line")
                ? rejected.path("line").asLong()
                : rejected.path("index").asLong() + 1;
        JsonNode problem = rejected.path("problem");
        String why = problem.isObject() ? problem.path("detail").asString(problem.toString()) : problem.asString("");
        String id = rejected.path("id").asString("");
        return "line " + line + (id.isEmpty() ? "" : " (" + id + ")") + ": " + why;
    }

    private long size() {
        try {
            return file.equals("-") ? 0 : Files.size(Path.of(file));
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
