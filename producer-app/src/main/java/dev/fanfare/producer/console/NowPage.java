package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// How the whole stands: what comes, what ends, what waits, how long it takes, what fails, what is tried again.
final class NowPage {

    private final Figures figures;

    NowPage(Figures figures) {
        this.figures = figures;
    }

    Shown show(Visit visit) {
        Grown grown = figures.now();
        JsonNode all = visit.get("/v1/channels");
        List<JsonNode> channels = all.path("items").valueStream().toList();
        JsonNode events = visit.ask(InsideCall.of(HttpMethod.GET, "/v1/events").with("limit", "8"))
                .json();
        View view = new View()
                .put("published", rate(grown.perSecond(Figures.CREATED, "")))
                .put("processed", rate(grown.perSecond(Figures.ENDED, "")))
                .put("retried", rate(grown.perSecond(Figures.RETRIED, "")))
                .put("median", text(grown.within(0.5, "")))
                .put("most", text(grown.within(0.95, "")))
                .put("oldest", text(oldest(channels)))
                .put("waiting", sum(channels, "/waiting"))
                .put("retrying", sum(channels, "/retrying"))
                .put("errors", errors(channels, "minute"))
                .put("errorsOfAnHour", errors(channels, "hour"))
                .put(
                        "channels",
                        channels.stream()
                                .map(channel -> row(channel, grown).map())
                                .toList())
                .json("away", all.path("away"))
                .json("events", events.path("items"));
        return new Shown.Page("now", "Now", view);
    }

    private static View row(JsonNode channel, Grown grown) {
        String name = channel.path("channel").asString("");
        return View.of(channel)
                .put("processed", rate(grown.perSecond(Figures.ENDED, name)))
                .put("retried", rate(grown.perSecond(Figures.RETRIED, name)))
                .put("median", text(grown.within(0.5, name)))
                .put("most", text(grown.within(0.95, name)))
                .put("errors", errors(List.of(channel), "minute"))
                .put("endpoints", channel.path("endpointsOpen").asInt(0) > 0)
                .put(
                        "troubles",
                        channel.path("breakers")
                                .valueStream()
                                .filter(NowPage::isProviderInTrouble)
                                .map(breaker -> View.of(breaker).map())
                                .toList());
    }

    /// Of endpoints, whose names hold a colon and a hash, there may be very many: they are counted.
    private static boolean isProviderInTrouble(JsonNode breaker) {
        return !breaker.path("state").asString("").equals("closed")
                && !breaker.path("name").asString("").contains(":");
    }

    private static @Nullable Double oldest(List<JsonNode> channels) {
        return channels.stream()
                .flatMap(channel -> StreamSupport.stream(channel.path("lag").spliterator(), false))
                .map(lane -> lane.path("seconds"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .max(Double::compare)
                .orElse(null);
    }

    private static String sum(List<JsonNode> channels, String field) {
        return String.valueOf(channels.stream()
                .mapToLong(channel -> channel.at(field).asLong(0))
                .sum());
    }

    /// Of those that ended well or badly, the part that did badly.
    private static String errors(List<JsonNode> channels, String time) {
        long delivered = channels.stream()
                .mapToLong(channel -> channel.path(time).path("delivered").asLong(0))
                .sum();
        long dead = channels.stream()
                .mapToLong(channel -> channel.path(time).path("dead").asLong(0))
                .sum();
        return percent(delivered, dead);
    }

    /// A few among very many are not none.
    static String percent(long delivered, long dead) {
        if (delivered + dead == 0) {
            return "–";
        }
        double part = 100.0 * dead / (delivered + dead);
        return dead > 0 && part < 0.01
                ? "under 0.01 %"
                : String.format(Locale.ROOT, dead == 0 ? "%.0f %%" : "%.2f %%", part);
    }

    private static String rate(@Nullable Double perSecond) {
        if (perSecond == null) {
            return "–";
        }
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    private static @Nullable String text(@Nullable Double number) {
        return number == null ? null : String.format(Locale.ROOT, "%.3f", number);
    }
}
