package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/// What was sent and what became of it, by day, type and channel, with what failed most; as a table, JSON or CSV.
final class AnalyticsPage {

    private static final String ANALYTICS = "/v1/analytics";
    private static final List<String> FILTERS = List.of("from", "to", "type", "channel", "by");
    private static final List<String> CHANNELS = List.of("email", "sms", "push", "webhook", "in-app", "websocket");
    /// What rows are told apart by, as it is asked for.
    private static final List<String> BY = List.of("day,type,channel", "day", "type", "channel");

    Shown show(Visit visit) {
        View view = visit.list(InsideCall.of(HttpMethod.GET, ANALYTICS), FILTERS);
        view.put("all", query(visit))
                .put("channels", choices(CHANNELS, visit.param("channel")))
                .put("kinds", choices(BY, visit.param("by")));
        return new Shown.Page("analytics", "Analytics", view);
    }

    /// All of it, with the first cause of each row.
    Shown csv(Visit visit) {
        return new Shown.Download("text/csv", "analytics.csv", ask(visit, "csv"));
    }

    /// The call's own answer: 1,000 rows, and where to go on.
    Shown json(Visit visit) {
        return new Shown.Download("application/json", "analytics.json", ask(visit, "json"));
    }

    private static byte[] ask(Visit visit, String format) {
        InsideCall call = InsideCall.of(HttpMethod.GET, ANALYTICS).with("format", format);
        for (String name : FILTERS) {
            call = call.with(name, visit.param(name));
        }
        return visit.ask(call.with("limit", "1000")).bytesOrRefused();
    }

    private static List<Map<String, @Nullable Object>> choices(List<String> names, String chosen) {
        return names.stream()
                .map(name -> new View()
                        .put("name", name)
                        .put("words", name.replace(",", ", "))
                        .put("chosen", name.equals(chosen))
                        .map())
                .toList();
    }

    private static String query(Visit visit) {
        List<String> said = new ArrayList<>();
        for (String name : FILTERS) {
            if (!visit.param(name).isEmpty()) {
                said.add(name + "=" + Look.url(visit.param(name)));
            }
        }
        return said.isEmpty() ? "" : "?" + String.join("&", said);
    }
}
