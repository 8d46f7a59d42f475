package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `GET /v1/events/{key}` in words.
public record EventStatus(JsonNode json) {

    private static final Set<String> FINAL = Set.of("CANCELLED", "EXPIRED", "UNMATCHED", "FAILED", "DONE");
    private static final List<String> ENDS = List.of("delivered", "skipped", "dead", "expired", "cancelled");
    private static final List<String> OPEN = List.of("queued", "held", "deferred");

    public String state() {
        return json.path("state").asString("");
    }

    public boolean isFinal() {
        return FINAL.contains(state());
    }

    /// 0 to 1; 0 while it is not known.
    public double progress() {
        return json.path("progress").asDouble(0);
    }

    /// Over all channels, in this state: `expected`, `delivered`, `deferred` and so on, or `open`.
    public long total(String count) {
        return json.path("channels")
                .propertyStream()
                .mapToLong(channel -> count(channel.getValue(), count))
                .sum();
    }

    /// On one channel.
    public long on(String channel, String count) {
        return count(json.path("channels").path(channel), count);
    }

    private static long count(JsonNode channel, String count) {
        JsonNode open = channel.path("open");
        return count.equals("open")
                ? OPEN.stream().mapToLong(state -> open.path(state).asLong()).sum()
                : (OPEN.contains(count) ? open : channel).path(count).asLong();
    }

    /// One line while it is under way.
    public String inBrief() {
        return String.format(
                Locale.ROOT,
                "%s  %,d of %,d delivered, %,d open",
                state(),
                total("delivered"),
                total("expected"),
                total("open"));
    }

    /// Everything that the status says, for a person.
    public String inFull() {
        Table table = new Table(Stream.of(Stream.of("channel", "expected"), ENDS.stream(), OPEN.stream())
                .flatMap(names -> names)
                .toArray(String[]::new));
        json.path("channels")
                .propertyStream()
                .forEach(channel -> table.row(cells(channel.getKey(), channel.getValue())));
        return head() + "\n" + table + reasons();
    }

    private static Object[] cells(String name, JsonNode channel) {
        return Stream.of(
                        Stream.of(name, grouped(channel.path("expected"))),
                        ENDS.stream().map(end -> grouped(channel.path(end))),
                        OPEN.stream().map(open -> grouped(channel.path("open").path(open))))
                .flatMap(cells -> cells)
                .toArray();
    }

    private String head() {
        return json.path("key").asString("") + "  " + json.path("type").asString("") + "  "
                + json.path("priority").asString("") + "\n" + state() + ", " + grouped(json.path("recipients"))
                + " recipients";
    }

    private String reasons() {
        return json.path("reasons").isEmpty()
                ? ""
                : json.path("reasons")
                        .propertyStream()
                        .map(reason -> reason.getKey() + " " + grouped(reason.getValue()))
                        .collect(Collectors.joining(", ", "\nwhy not delivered: ", ""));
    }

    private static String grouped(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }
}
