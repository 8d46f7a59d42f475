package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `trail KEY RECIPIENT`: what became of one event for one person, and why.
@Command(
        name = "trail",
        description = "Every decision about one person's part in an event, with time and reason.",
        mixinStandardHelpOptions = true)
public final class TrailCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 404;
    private static final int LONGEST = 100;

    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Parameters(index = "0", paramLabel = "KEY", description = "The event's key, as the answer to the event gave it.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "RECIPIENT", description = "The person's id.")
    private String recipient = "";

    @Option(names = "--json", description = "Print the answer as JSON, on one line.")
    private boolean json;

    public TrailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (FrontDoor door = where.open()) {
            Answer answer =
                    door.get("/v1/events/" + FrontDoor.segment(key) + "/recipients/" + FrontDoor.segment(recipient));
            if (answer.status() == NOT_FOUND) {
                throw new WorkFailed("no event has the key '" + key + "', or its status is no longer kept");
            }
            JsonNode trail = answer.orFail().json();
            terminal.result(json ? trail.toString() : inWords(trail));
            return 0;
        }
    }

    private static String inWords(JsonNode trail) {
        Table table = new Table("at", "step", "channel", "");
        trail.path("trail")
                .forEach(step -> table.row(
                        step.path("at").asString("-"),
                        step.path("step").asString(""),
                        step.path("channel").asString("-"),
                        detail(step)));
        String why = trail.path("why").asString("");
        return why.isEmpty() ? table.toString() : table + "\n" + why;
    }

    private static String detail(JsonNode step) {
        List<String> words = new ArrayList<>();
        add(words, "", step.path("reason"));
        add(words, "attempt ", step.path("attempt"));
        add(words, "", step.path("answer"));
        add(words, "by ", step.path("provider"));
        add(words, "until ", step.path("until"));
        add(words, "into ", step.path("digest"));
        add(words, "rule version ", step.path("rule").path("version"));
        add(words, "template ", step.path("template").path("name"));
        add(words, "version ", step.path("template").path("version"));
        add(words, "", step.path("title"));
        add(words, "", step.path("error"));
        return line(String.join(", ", words));
    }

    private static void add(List<String> words, String before, JsonNode value) {
        if (value.isValueNode() && !value.isNull() && !value.asString("").isEmpty()) {
            words.add(before + value.asString());
        }
    }

    /// What others wrote is not to move the cursor.
    private static String line(String text) {
        String line = text.replaceAll("\\p{Cc}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
