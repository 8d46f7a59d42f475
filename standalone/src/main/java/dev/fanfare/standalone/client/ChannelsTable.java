package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// How channels stand, in 100 columns: what waits, what ended, who is called no more, and why.
final class ChannelsTable {

    private static final int WIDTH = 100;
    private static final int MOST_CAUSES = 3;
    private static final String UNKNOWN = "-";
    private static final List<String> SPANS = List.of("minute", "hour", "day");
    private static final List<String> LANES = List.of("express", "standard", "bulk");

    private ChannelsTable() {}

    static String of(JsonNode answer) {
        List<JsonNode> channels = answer.path("items").valueStream().toList();
        Table waits =
                new Table("channel", "state", "waiting", "express", "standard", "bulk", "oldest", "calls", "retrying");
        Table ended = new Table("channel", "minute", "dead", "%", "hour", "dead", "%", "day", "dead", "%");
        channels.forEach(channel -> {
            waits.row(waits(channel));
            ended.row(ended(channel));
        });
        Stream<String> notes = Stream.concat(
                channels.stream().flatMap(ChannelsTable::notes),
                answer.path("away").valueStream().map(app -> app.asString() + " does not answer, or not all of it"));
        return Stream.of(
                        Stream.of(waits.toString(), "", "delivered in the last", ended.toString()),
                        notes.map(ChannelsTable::cut))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static Object[] waits(JsonNode channel) {
        double oldest = LANES.stream()
                .map(lane -> channel.at("/lag/" + lane + "/seconds"))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .max()
                .orElse(-1);
        return new Object[] {
            channel.path("channel").asString(),
            channel.path("paused").asBoolean(false) ? "paused" : "open",
            number(channel.path("waiting")),
            number(channel.at("/lag/express/records")),
            number(channel.at("/lag/standard/records")),
            number(channel.at("/lag/bulk/records")),
            oldest < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.0f s", oldest),
            number(channel.path("inFlight")),
            number(channel.path("retrying"))
        };
    }

    private static Object[] ended(JsonNode channel) {
        Stream<String> spans = SPANS.stream()
                .map(channel::path)
                .flatMap(span -> Stream.of(
                        number(span.path("delivered")),
                        number(span.path("dead")),
                        span.path("successRate").isNumber()
                                ? String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        span.path("successRate").asDouble())
                                : UNKNOWN));
        return Stream.concat(Stream.of(channel.path("channel").asString()), spans)
                .toArray();
    }

    /// Breakers that are not closed, and the first causes of failures.
    private static Stream<String> notes(JsonNode channel) {
        String name = channel.path("channel").asString();
        Stream<String> breakers = channel.path("breakers")
                .valueStream()
                .filter(breaker -> !breaker.path("state").asString("").equals("closed"))
                .map(breaker -> "%s is %s%s: %s"
                        .formatted(
                                breaker.path("name").asString(name),
                                breaker.path("state").asString("open"),
                                breaker.path("host").isString()
                                        ? " (" + breaker.path("host").asString() + ")"
                                        : "",
                                breaker.path("why").asString("")));
        Stream<String> causes = channel.path("causes")
                .valueStream()
                .limit(MOST_CAUSES)
                .map(cause -> "%s failed %d times in a day, %d in an hour: %s %s"
                        .formatted(
                                name,
                                cause.path("count").asLong(0),
                                cause.path("lastHour").asLong(0),
                                cause.path("errorCategory").asString(""),
                                cause.path("error").asString("")));
        return Stream.concat(breakers, causes);
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? value.asString() : UNKNOWN;
    }

    private static String cut(String line) {
        String text = line.strip();
        return text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    }
}
