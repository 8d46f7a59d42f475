package dev.fanfare.standalone.client;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `scheduled`: what waits, soonest first.
@Command(
        name = "scheduled",
        description = "What waits for its time, a retry or a person; send it now, or cancel it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(ls | now | cancel)")
public final class ScheduledCommand {

    private static final int PAGE = 500;
    private static final String AS_EVER = "Print JSON, as it does in any case.";

    private final Terminal terminal;

    @Mixin
    private final Where where = new Where();

    public ScheduledCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "ls", description = "The soonest.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--kind", paramLabel = "KIND", description = "sendat, retry, quiet, digest, cap or step.")
                    @Nullable
                    String kind,
            @Option(names = "--late", description = "Only what should be gone.") boolean late,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "At most so many. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Option(names = "--json", description = "Print one a line as JSON.") boolean json) {
        if (limit < 1) {
            throw new WrongUsage("--limit must be 1 or more, is " + limit);
        }
        String query = "/v1/scheduled?late=" + late + (kind == null ? "" : "&kind=" + FrontDoor.segment(kind));
        try (FrontDoor door = where.open()) {
            List<JsonNode> items = items(door, query, limit);
            if (json) {
                items.forEach(item -> terminal.result(item.toString()));
            } else {
                terminal.result(items.isEmpty() ? "nothing waits" : table(items));
            }
            return 0;
        }
    }

    @Command(name = "now", description = "Let it go on now.", mixinStandardHelpOptions = true)
    int now(@Option(names = "--json", description = AS_EVER) boolean json, @Parameters(paramLabel = "ID") String id) {
        try (FrontDoor door = where.open()) {
            String path = "/v1/scheduled/" + FrontDoor.segment(id) + "/now";
            terminal.result(door.post(path, "application/json", BodyPublishers.noBody())
                    .orFail()
                    .body());
            return 0;
        }
    }

    @Command(
            name = "cancel",
            description = "Cancel an event that waits; of a series, all that is still to come.",
            mixinStandardHelpOptions = true)
    int cancel(
            @Option(names = "--json", description = AS_EVER) boolean json, @Parameters(paramLabel = "KEY") String key) {
        if (key.length() != EventKey.LENGTH) {
            throw new WrongUsage("only an event can be cancelled, by its key of " + EventKey.LENGTH + " characters");
        }
        try (FrontDoor door = where.open()) {
            terminal.result(
                    door.delete("/v1/events/" + FrontDoor.segment(key)).orFail().body());
            return 0;
        }
    }

    private static List<JsonNode> items(FrontDoor door, String query, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String paging = "&limit=" + Math.min(PAGE, limit - items.size()) + cursor;
            JsonNode page = door.get(query + paging).orFail().json();
            page.path("items").forEach(items::add);
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + FrontDoor.segment(next);
        } while (!cursor.isEmpty() && items.size() < limit);
        return items;
    }

    private static String table(List<JsonNode> items) {
        Table table = new Table("due", "kind", "id", "type", "to", "every");
        items.forEach(item -> table.row(
                item.path("due").asString(""),
                item.path("kind").asString(""),
                item.path("id").asString(""),
                item.path("type").asString(""),
                item.path("recipient").asString(""),
                item.path("every").asString("")));
        return table.toString();
    }
}
