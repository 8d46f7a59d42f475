package dev.fanfare.producer.console;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.InsideAnswer;
import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Sends an event, and shows it on its way through the boxes.
final class TryPages {

    /// A page asks so many times, a second apart, for what nobody knows.
    private static final int MOST = 60;
    private static final List<String> ATTRIBUTES =
            List.of("recipients", "audiences", "channels", "priority", "title", "body");
    private static final List<String> FIELDS =
            List.of("type", "recipients", "audiences", "channels", "priority", "title", "body", "data");

    Shown form(Visit visit) {
        return form(visit, new View());
    }

    /// Sent, or only asked whom it would reach.
    Shown send(Visit visit) {
        boolean dry = !visit.param("dry").isEmpty();
        try {
            InsideCall post = InsideCall.of(HttpMethod.POST, "/v1/events")
                    .with("dryRun", dry ? "true" : "")
                    .body(ContentTypes.EVENT, Json.bytes(event(visit)));
            JsonNode answer = visit.act(post);
            if (dry) {
                return form(visit, new View().put("would", Tree.of(answer)));
            }
            return Shown.Go.to("", "/console/try/", answer.at("/events/0/key").asString(""));
        } catch (Refused refused) {
            return form(visit, new View().put("wrong", refused.problem().detail()));
        } catch (BadInput bad) {
            return form(visit, new View().put("wrong", "data: " + bad.getMessage()));
        }
    }

    /// Box by box, from the door to the providers.
    Shown watch(Visit visit) {
        String key = visit.path("key");
        InsideAnswer asked = visit.ask(InsideCall.of(HttpMethod.GET, "/v1/events/", key));
        if (asked.status() == HttpStatus.NOT_FOUND.value()) {
            int times = asked(visit);
            return new Shown.Page(
                    "watch-soon",
                    "On its way",
                    new View().put("key", key).put("next", times < MOST ? String.valueOf(times + 1) : ""));
        }
        JsonNode event = asked.orRefused();
        JsonNode channels = event.path("channels");
        boolean met = event.path("expansion").path("done").asBoolean(false);
        long expected = sum(channels, "/expected");
        long open = sum(channels, "/open/queued") + sum(channels, "/open/held") + sum(channels, "/open/deferred");
        View view = View.of(event)
                .named("channels", channels)
                .named("reasons", event.path("reasons"))
                .put("met", met)
                .put("expected", String.valueOf(expected))
                .put("isRouted", expected > 0)
                .put("openNow", String.valueOf(open))
                .put("ended", String.valueOf(expected - open))
                .put("isDone", !event.path("doneAt").isNull());
        return new Shown.Page("watch", event.path("type").asString("Event"), view);
    }

    /// How often the page has asked by itself.
    private static int asked(Visit visit) {
        String asked = visit.param("asked");
        return asked.matches("[0-9]{1,4}") ? Integer.parseInt(asked) : 0;
    }

    private static Shown form(Visit visit, View view) {
        FIELDS.forEach(name -> view.put("my-" + name, visit.param(name)));
        if (visit.param("data").isEmpty()) {
            view.put("my-data", "{ }");
        }
        InsideAnswer rules =
                visit.ask(InsideCall.of(HttpMethod.GET, "/v1/rules").with("limit", "200"));
        return new Shown.Page("try", "Try it", view.json("rules", rules.json().path("items")));
    }

    private static Map<String, @Nullable Object> event(Visit visit) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "/fanfare/console");
        event.put("type", visit.param("type"));
        ATTRIBUTES.stream()
                .filter(name -> !visit.param(name).isEmpty())
                .forEach(name -> event.put(name, visit.param(name)));
        String data = visit.param("data");
        if (!data.isEmpty()) {
            event.put("datacontenttype", "application/json");
            event.put("data", Json.read(data.getBytes(StandardCharsets.UTF_8)));
        }
        return event;
    }

    private static long sum(JsonNode channels, String field) {
        return channels.valueStream()
                .mapToLong(channel -> channel.at(field).asLong(0))
                .sum();
    }
}
