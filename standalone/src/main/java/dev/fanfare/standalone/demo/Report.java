package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.sink.Counts;
import dev.fanfare.standalone.terminal.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How the demo went.
///
/// @param took from the first event's call until the last was told
record Report(
        List<Told> events, Map<String, Counts> servers, Inboxes.Compared inboxes, Duration took, List<String> wrong) {

    String asTable() {
        Table told = new Table(
                "event", "people", "deliveries", "delivered", "skipped", "dead", "open", "accepted in", "told after");
        events.forEach(event -> told.row(
                event.type(),
                grouped(
                        event.status() == null
                                ? 0
                                : event.status().json().path("recipients").asLong()),
                grouped(event.total("expected")),
                grouped(event.total("delivered")),
                grouped(event.total("skipped")),
                grouped(event.total("dead")),
                grouped(event.total("open")),
                event.accepted().toMillis() + " ms",
                seconds(event.took())));
        Table counted = new Table("channel", "delivered", "counted by its server", "repeated", "refused on purpose");
        servers.forEach((channel, counts) -> counted.row(
                channel,
                grouped(Verdict.sum(events, channel, "delivered")),
                grouped(counts.distinct()),
                grouped(counts.repeated()),
                grouped(counts.refused())));
        counted.row("in-app", grouped(Verdict.sum(events, "in-app", "delivered")), "-", "-", "-");
        return told + "\n\n" + counted + "\n"
                + String.format(Locale.ROOT, "%,d entries in %,d inboxes compared. ", inboxes.items(), inboxes.people())
                + "Everybody told " + seconds(took) + " after the first event.";
    }

    String asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", wrong.isEmpty());
        json.put("wrong", wrong);
        json.put("toldAfterMs", took.toMillis());
        json.put("events", events.stream().map(Report::event).toList());
        json.put("servers", servers);
        json.put("inboxes", inboxes);
        return new JsonMapper().writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> event(Told event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", event.type());
        json.put("key", event.key());
        json.put("acceptedInMs", event.accepted().toMillis());
        json.put("toldAfterMs", event.took() == null ? null : event.took().toMillis());
        json.put("status", event.status() == null ? null : event.status().json());
        return json;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
