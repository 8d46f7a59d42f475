package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// The channels, paused and resumed; all that waits for its time; and who did what.
final class ChannelPages {

    private static final String CHANNELS = "/v1/channels";
    private static final List<String> KINDS = List.of("sendat", "retry", "quiet", "digest", "cap", "step");
    private static final Set<String> WELL = Set.of("closed");

    Shown list(Visit visit) {
        JsonNode all = visit.get(CHANNELS);
        View view = View.of(all)
                .put(
                        "items",
                        all.path("items")
                                .valueStream()
                                .map(channel -> View.of(channel)
                                        .put("troubles", troubles(channel))
                                        .map())
                                .toList());
        return new Shown.Page("channels", "Channels", view);
    }

    Shown steer(Visit visit, String asked) {
        visit.act(InsideCall.of(HttpMethod.POST, CHANNELS + "/", visit.path("channel"), "/" + asked));
        return Shown.Go.to(asked, "/console/channels");
    }

    Shown scheduled(Visit visit) {
        String kind = visit.param("kind");
        View view = visit.list(InsideCall.of(HttpMethod.GET, "/v1/scheduled"), List.of("kind", "late"));
        view.put(
                "kinds",
                KINDS.stream()
                        .map(name -> new View()
                                .put("name", name)
                                .put("chosen", name.equals(kind))
                                .map())
                        .toList());
        return new Shown.Page("scheduled", "Scheduled", view);
    }

    Shown now(Visit visit) {
        visit.act(InsideCall.of(HttpMethod.POST, "/v1/scheduled/", visit.path("id"), "/now"));
        return Shown.Go.to("now", "/console/scheduled");
    }

    Shown cancel(Visit visit) {
        visit.act(InsideCall.of(HttpMethod.DELETE, "/v1/events/", visit.path("id")));
        return Shown.Go.to("cancel", "/console/scheduled");
    }

    /// Who did what, newest first.
    Shown audit(Visit visit) {
        return new Shown.Page("audit", "Audit", visit.list(InsideCall.of(HttpMethod.GET, "/v1/audit"), List.of()));
    }

    private static List<?> troubles(JsonNode channel) {
        return channel.path("breakers")
                .valueStream()
                .filter(breaker -> !WELL.contains(breaker.path("state").asString("")))
                .map(breaker -> View.of(breaker).map())
                .toList();
    }
}
