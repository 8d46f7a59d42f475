package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// `analytics`: what was sent and what became of it.
@Command(
        name = "analytics",
        description = "What was sent, delivered, read and failed, by day, type and channel.",
        mixinStandardHelpOptions = true)
public final class AnalyticsCommand implements Callable<Integer> {

    private static final String MOST = "1000";

    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day (UTC), as 2026-03-01. Default: a week ago.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day, in it. Default: today.")
    private @Nullable String to;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type alone.")
    private @Nullable String type;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "On this channel alone.")
    private @Nullable String channel;

    @Option(
            names = "--by",
            paramLabel = "LIST",
            description = "A row for each of these: day,type,channel (all, unless said).")
    private @Nullable String by;

    @Option(names = "--csv", description = "Print it as CSV.")
    private boolean csv;

    @Option(names = "--json", description = "Print it as JSON, on one line.")
    private boolean json;

    public AnalyticsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (FrontDoor door = where.open()) {
            if (csv) {
                terminal.result(
                        door.get("/v1/analytics?" + query()).orFail().body().stripTrailing());
                return 0;
            }
            ArrayNode rows = all(door);
            terminal.result(
                    json
                            ? JsonMapper.shared()
                                    .createObjectNode()
                                    .set("items", rows)
                                    .toString()
                            : table(rows));
            return 0;
        }
    }

    /// Page after page.
    private ArrayNode all(FrontDoor door) {
        ArrayNode rows = JsonMapper.shared().createArrayNode();
        String next = "";
        do {
            String more = next.isEmpty() ? "" : "&cursor=" + FrontDoor.segment(next);
            JsonNode page = door.get("/v1/analytics?" + query() + more).orFail().json();
            page.path("items").forEach(rows::add);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return rows;
    }

    private String query() {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("from", from);
        query.put("to", to);
        query.put("type", type);
        query.put("channel", channel);
        query.put("by", by);
        query.put("format", csv ? "csv" : "json");
        query.put("limit", MOST);
        return query.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .map(one -> one.getKey() + "=" + FrontDoor.segment(String.valueOf(one.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String table(JsonNode rows) {
        Table table = new Table(
                "day", "type", "channel", "sent", "delivered", "read", "failed", "skipped", "median", "first cause");
        rows.forEach(row -> table.row(
                row.path("day").asString("-"),
                row.path("type").asString("-"),
                row.path("channel").asString("-"),
                number(row, "sent"),
                number(row, "delivered"),
                number(row, "read"),
                number(row, "failed"),
                number(row, "skipped"),
                row.path("medianSeconds").isNull()
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%.2f s", row.path("medianSeconds").asDouble()),
                row.path("causes").path(0).path("errorCategory").asString("-")));
        return rows.isEmpty() ? "nothing was sent in this time" : table.toString();
    }

    private static String number(JsonNode row, String name) {
        return String.format(Locale.ROOT, "%,d", row.path(name).asLong());
    }
}
