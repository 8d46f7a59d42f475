package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `dlt ls`: the newest of them, behind how many there are by channel and reason.
@Command(name = "ls", description = "How many there are, and the newest.", mixinStandardHelpOptions = true)
final class ListLetters implements Callable<Integer> {

    private static final int PAGE = 500;

    private final Terminal terminal;
    private final Where where;

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--json", description = "Print one letter a line as JSON.")
    private boolean json;

    ListLetters(Terminal terminal, Where where) {
        this.terminal = terminal;
        this.where = where;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new WrongUsage("--limit must be 1 or more, is " + limit);
        }
        try (FrontDoor door = where.open()) {
            List<JsonNode> letters = letters(door);
            if (json) {
                letters.forEach(letter -> terminal.result(new JsonMapper().writeValueAsString(letter)));
            } else {
                if (chosen.isCounted()) {
                    terminal.result(summary(door.get("/v1/dead-letters/summary")
                                    .orFail()
                                    .json()) + "\n");
                }
                terminal.result(letters.isEmpty() ? "no dead letters" : table(letters));
            }
            return 0;
        }
    }

    private List<JsonNode> letters(FrontDoor door) {
        List<JsonNode> letters = new ArrayList<>();
        String cursor = "";
        while (letters.size() < limit) {
            int most = Math.min(PAGE, limit - letters.size());
            Map<String, String> paging = cursor.isEmpty()
                    ? Map.of("limit", String.valueOf(most))
                    : Map.of("limit", String.valueOf(most), "cursor", cursor);
            JsonNode page =
                    door.get("/v1/dead-letters" + chosen.query(paging)).orFail().json();
            page.path("items").forEach(letters::add);
            if (!page.path("next").isString()) {
                break;
            }
            cursor = page.path("next").asString();
        }
        return letters;
    }

    /// Of what was chosen, and of nothing else.
    private String summary(JsonNode summary) {
        Table table = new Table("channel", "reason", "dead letters");
        summary.path("channels").propertyStream().forEach(channel -> channel.getValue()
                .propertyStream()
                .filter(reason -> chosen.counts(channel.getKey(), reason.getKey()))
                .forEach(reason -> table.row(
                        channel.getKey(),
                        reason.getKey(),
                        String.format(Locale.ROOT, "%,d", reason.getValue().asLong()))));
        return table.toString();
    }

    private static String table(List<JsonNode> letters) {
        Table table = new Table("given up", "channel", "reason", "recipient", "type", "id", "error");
        letters.forEach(letter -> table.row(
                letter.path("at").asString(""),
                letter.path("channel").asString(""),
                letter.path("reason").asString(""),
                letter.path("recipient").asString("-"),
                letter.path("type").asString("-"),
                letter.path("id").asString(""),
                line(letter.path("error").asString(""))));
        return table.toString();
    }

    /// What others wrote is not to move the cursor.
    static String line(String text) {
        String line = text.replaceAll("\\p{Cc}+", " ");
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }
}
