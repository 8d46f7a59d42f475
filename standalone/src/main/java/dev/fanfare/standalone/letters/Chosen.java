package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.FrontDoor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that choose dead letters; all that are given must fit.
final class Chosen {

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "email, webhook and so on; events for what could not be read or admitted.")
    private @Nullable String channel;

    @Option(names = "--reason", paramLabel = "REASON", description = "rejected, attempts-used-up and so on.")
    private @Nullable String reason;

    @Option(names = "--type", paramLabel = "TYPE", description = "The event's type.")
    private @Nullable String type;

    @Option(names = "--event", paramLabel = "KEY", description = "The event's key.")
    private @Nullable String event;

    @Option(names = "--recipient", paramLabel = "ID", description = "Who was to be told.")
    private @Nullable String recipient;

    @Option(names = "--from", paramLabel = "TIME", description = "Given up then or later: 2026-03-01T08:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Given up before then.")
    private @Nullable String to;

    /// By the names that the front door knows.
    Map<String, String> filter() {
        Map<String, String> filter = new LinkedHashMap<>();
        put(filter, "channel", channel);
        put(filter, "reason", reason);
        put(filter, "type", type);
        put(filter, "event", event);
        put(filter, "recipient", recipient);
        put(filter, "from", from);
        put(filter, "to", to);
        return filter;
    }

    /// Whether counts by channel and reason say how many match.
    boolean isCounted() {
        return Set.of("channel", "reason").containsAll(filter().keySet());
    }

    /// Whether what is counted so is among what was chosen.
    boolean counts(String channel, String reason) {
        return (this.channel == null || this.channel.equals(channel))
                && (this.reason == null || this.reason.equals(reason));
    }

    boolean isEmpty() {
        return filter().isEmpty();
    }

    /// As a query, with `more` behind it.
    String query(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(filter());
        all.putAll(more);
        return all.entrySet().stream()
                .map(one -> one.getKey() + "=" + FrontDoor.segment(one.getValue()))
                .collect(Collectors.joining("&", all.isEmpty() ? "" : "?", ""));
    }

    private static void put(Map<String, String> filter, String name, @Nullable String value) {
        if (value != null) {
            filter.put(name, value);
        }
    }
}
