package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// Dead letters by channel and reason, one with its words; what a replay would touch, and the replays themselves.
final class LetterPages {

    private static final String LETTERS = "/v1/dead-letters";
    private static final String REPLAYS = "/v1/replays";
    private static final List<String> FILTERS =
            List.of("channel", "reason", "type", "event", "recipient", "from", "to");

    Shown list(Visit visit) {
        JsonNode summary = visit.get(LETTERS + "/summary");
        View view = visit.list(InsideCall.of(HttpMethod.GET, LETTERS), FILTERS)
                .put("total", summary.path("total").asString("0"))
                .put("counts", counts(summary.path("channels")))
                .put("filter", filter(visit).isEmpty() ? "all of them" : words(filter(visit)));
        // a page may be empty and yet not the last
        view.put(
                "maySteer",
                Boolean.FALSE.equals(view.map().get("none")) || view.map().containsKey("next"));
        return new Shown.Page("letters", "Dead letters", view);
    }

    Shown one(Visit visit) {
        JsonNode letter = visit.get(LETTERS + "/", visit.path("id"));
        int replays = letter.path("replay").asInt(0);
        View view = View.of(letter)
                .named("headers", letter.path("buried").path("headers"))
                .put("pretty", pretty(letter.path("words").path("data")))
                .put("replay", replays == 0 ? "" : String.valueOf(replays));
        return new Shown.Page("letter", "Dead letter", view);
    }

    /// JSON, whether it came as such or as its text; text that is none, as it is.
    private static String pretty(JsonNode data) {
        try {
            JsonNode said = data.isString() ? Json.read(data.stringValue().getBytes(StandardCharsets.UTF_8)) : data;
            boolean nothing = said.isMissingNode() || said.isNull() || said.isContainer() && said.isEmpty();
            return nothing ? "" : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(said);
        } catch (BadInput none) {
            return data.asString("");
        }
    }

    /// First what would be sent; only from there it is.
    Shown replay(Visit visit) {
        boolean asks = visit.param("sure").isEmpty();
        Map<String, String> filter = filter(visit);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", "dlt");
        body.put("filter", filter);
        if (!visit.param("perSecond").isEmpty()) {
            body.put("perSecond", number(visit.param("perSecond")));
        }
        if (!visit.param("refresh").isEmpty()) {
            body.put("refresh", true);
        }
        body.put("dryRun", asks);
        body.put("all", filter.isEmpty());
        JsonNode answer = visit.act(InsideCall.of(HttpMethod.POST, REPLAYS).json(body));
        return asks ? dryRun(visit, answer, "replay") : begun(answer, "replay");
    }

    Shown discard(Visit visit) {
        boolean asks = visit.param("sure").isEmpty();
        InsideCall call = InsideCall.of(HttpMethod.DELETE, LETTERS).with("dryRun", String.valueOf(asks));
        Map<String, String> filter = filter(visit);
        for (Map.Entry<String, String> one : filter.entrySet()) {
            call = call.with(one.getKey(), one.getValue());
        }
        JsonNode answer = visit.act(filter.isEmpty() ? call.with("all", "true") : call);
        return asks ? dryRun(visit, answer, "discard") : begun(answer, "discard");
    }

    Shown replays(Visit visit) {
        return new Shown.Page("replays", "Replays", visit.list(InsideCall.of(HttpMethod.GET, REPLAYS), List.of()));
    }

    /// It may be known a moment after it was asked for.
    Shown oneReplay(Visit visit) {
        String id = visit.path("id");
        JsonNode replay = visit.get(REPLAYS + "/", id);
        long done = replay.path("replayed").asLong(0)
                + replay.path("discarded").asLong(0)
                + replay.path("skipped").asLong(0);
        long matched = replay.path("matched").asLong(-1);
        View view = View.of(replay)
                .named("filter", replay.path("filter"))
                .put(
                        "part",
                        matched < 0
                                ? null
                                : matched == 0 ? "1" : String.valueOf(Math.min(1.0, (double) done / matched)))
                .put("runs", replay.path("endedAt").isNull());
        return new Shown.Page("replay", Tree.words(replay.path("does").asString("replay")), view);
    }

    Shown stop(Visit visit) {
        String id = visit.path("id");
        visit.act(InsideCall.of(HttpMethod.DELETE, REPLAYS + "/", id));
        return Shown.Go.to("stop", "/console/replays/", id);
    }

    private static Shown dryRun(Visit visit, JsonNode answer, String does) {
        List<Map<String, @Nullable Object>> fields = FILTERS.stream()
                .filter(name -> !visit.param(name).isEmpty())
                .map(name -> new View()
                        .put("name", name)
                        .put("value", visit.param(name))
                        .map())
                .toList();
        View view = View.of(answer)
                .named("reasons", answer.path("byReason"))
                .put("fields", fields)
                .put("does", does)
                .put("isReplay", does.equals("replay"))
                .put("perSecond", visit.param("perSecond"))
                .put("refresh", visit.param("refresh"))
                .put("some", answer.path("count").asLong(0) > 0);
        return new Shown.Page("dry-run", does.equals("replay") ? "Send again?" : "Discard?", view);
    }

    private static Shown begun(JsonNode answer, String done) {
        return Shown.Go.to(done, "/console/replays/", answer.path("id").asString(""));
    }

    private static Map<String, String> filter(Visit visit) {
        Map<String, String> filter = new LinkedHashMap<>();
        for (String name : FILTERS) {
            String value = visit.param(name);
            if (!value.isEmpty()) {
                filter.put(name, value);
            }
        }
        return filter;
    }

    private static String words(Map<String, String> filter) {
        return String.join(
                ", ",
                filter.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList());
    }

    /// By channel, each reason with its number.
    private static List<Map<String, @Nullable Object>> counts(JsonNode channels) {
        return channels.properties().stream()
                .flatMap(channel -> channel.getValue().properties().stream().map(reason -> new View()
                        .put("channel", channel.getKey())
                        .put("reason", reason.getKey())
                        .put("number", reason.getValue().asString("0"))
                        .map()))
                .toList();
    }

    private static Object number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Refused.invalid("perSecond", "must be a whole number");
        }
        return Integer.valueOf(text);
    }
}
