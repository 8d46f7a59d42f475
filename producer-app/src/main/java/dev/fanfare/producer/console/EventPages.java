package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Ids;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All events, one of them with what became of it, and one person's part in it.
final class EventPages {

    private static final String EVENTS = "/v1/events";
    private static final String KEY = "key";
    private static final List<String> FILTERS =
            List.of("type", "state", "source", "correlation", "entity", "from", "to");
    private static final Set<String> ENDED = Set.of("DONE", "EXPIRED", "UNMATCHED", "FAILED", "CANCELLED");
    private static final List<String> STATES = List.of(
            "ACCEPTED",
            "SCHEDULED",
            "EXPANDING",
            "DELIVERING",
            "PAUSED",
            "CANCELLING",
            "CANCELLED",
            "EXPIRED",
            "UNMATCHED",
            "FAILED",
            "DONE");

    Shown list(Visit visit) {
        View view = visit.list(InsideCall.of(HttpMethod.GET, EVENTS), FILTERS);
        String state = visit.param("state");
        view.put(
                "states",
                STATES.stream()
                        .map(name -> new View()
                                .put("name", name)
                                .put("chosen", name.equals(state))
                                .map())
                        .toList());
        return new Shown.Page("events", "Events", view);
    }

    Shown one(Visit visit) {
        String key = visit.path(KEY);
        JsonNode event = visit.get(EVENTS + "/", key);
        View deliveries = visit.list(InsideCall.of(HttpMethod.GET, EVENTS + "/", key, "/deliveries"), List.of());
        String state = event.path("state").asString("");
        boolean paused = state.equals("PAUSED");
        boolean open = !ENDED.contains(state);
        View view = View.of(event)
                .named("channels", event.path("channels"))
                .named("reasons", event.path("reasons"))
                .put("open", open)
                .put("series", event.path("series").asString(""))
                .put("mayPause", open && !paused && event.path("every").isNull())
                .put("mayResume", paused)
                .put("mayCancel", open && !state.equals("CANCELLING"))
                .put("isExpanded", event.path("expansion").path("done").asBoolean(false))
                .put("deliveries", deliveries);
        return new Shown.Page("event", title(event), view);
    }

    Shown steer(Visit visit, String asked) {
        String key = visit.path(KEY);
        visit.act(
                asked.equals("cancel")
                        ? InsideCall.of(HttpMethod.DELETE, EVENTS + "/", key)
                        : InsideCall.of(HttpMethod.POST, EVENTS + "/", key, "/" + asked));
        return Shown.Go.to(asked, "/console/events/", key);
    }

    Shown find(Visit visit) {
        String id = visit.param("id");
        if (!Ids.valid(id)) {
            throw Refused.invalid("id", "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return Shown.Go.to("", "/console/events/", visit.path(KEY), "/people/", id);
    }

    /// The trail of one person, and the deliveries that it holds.
    Shown person(Visit visit) {
        String key = visit.path(KEY);
        String id = visit.path("id");
        View view = new View().put(KEY, key).put("person", id);
        ObjectNode trail = (ObjectNode) visit.get(EVENTS + "/", key, "/recipients/", id);
        JsonNode own = trail.remove("deliveries"); // they stand below
        trail.remove(List.of("event", "recipient")); // each has its page
        view.put("trail", Tree.of(trail)).json("items", own).put("none", own.isEmpty());
        return new Shown.Page("trail", "What became of it for " + id, view);
    }

    Shown delivery(Visit visit) {
        JsonNode delivery = visit.get("/v1/deliveries/", visit.path("id"));
        String state = delivery.path("state").asString("");
        boolean waits = Stream.of("DEFERRED", "HELD", "DEAD").anyMatch(state::equals);
        return new Shown.Page("delivery", "Delivery", View.of(delivery).put("mayRetry", waits));
    }

    Shown retry(Visit visit) {
        String id = visit.path("id");
        visit.act(InsideCall.of(HttpMethod.POST, "/v1/deliveries/", id, "/retry"));
        return Shown.Go.to("retry", "/console/deliveries/", id);
    }

    private static String title(JsonNode event) {
        return event.path("type").asString(event.path(KEY).asString("Event"));
    }
}
