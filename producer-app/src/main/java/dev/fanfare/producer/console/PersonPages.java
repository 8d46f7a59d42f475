package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideAnswer;
import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Ids;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// One person: where they can be told, what they chose, what they were told, and the inbox as they see it.
final class PersonPages {

    private static final String RECIPIENTS = "/v1/recipients/";

    /// The way to a person: there is no list of all, which may be millions.
    Shown find(Visit visit) {
        String id = visit.param("id");
        if (id.isEmpty()) {
            JsonNode audiences = visit.ask(
                            InsideCall.of(HttpMethod.GET, "/v1/audiences").with("limit", "50"))
                    .json();
            return new Shown.Page("people", "People", new View().json("audiences", audiences.path("items")));
        }
        if (!Ids.valid(id)) {
            throw Refused.invalid("id", "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return Shown.Go.to("", "/console/people/", id);
    }

    Shown one(Visit visit) {
        String id = visit.path("id");
        InsideAnswer person = visit.ask(InsideCall.of(HttpMethod.GET, RECIPIENTS, id));
        if (!person.ok() && person.status() != HttpStatus.NOT_FOUND.value()) {
            person.orRefused();
        }
        JsonNode profile = person.json();
        View view = View.of(profile)
                .put("person", id)
                .put("known", person.ok())
                .put("webhook", hosts(profile.path("webhook")))
                .put("deliveries", visit.list(InsideCall.of(HttpMethod.GET, RECIPIENTS, id, "/deliveries"), List.of()));
        part(
                view,
                "inbox",
                visit.ask(
                        InsideCall.of(HttpMethod.GET, RECIPIENTS, id, "/inbox").with("limit", "20")));
        part(
                view,
                "suppressed",
                visit.ask(InsideCall.of(HttpMethod.GET, "/v1/suppressions").with("recipient", id)));
        return new Shown.Page("person", id, view);
    }

    Shown members(Visit visit) {
        String audience = visit.path("audience");
        View view = visit.fullList(InsideCall.of(HttpMethod.GET, "/v1/audiences/", audience, "/members"), List.of());
        return new Shown.Page("members", audience, view);
    }

    /// A webhook's path may be its secret.
    private static List<String> hosts(JsonNode webhooks) {
        return webhooks.valueStream()
                .map(webhook -> String.valueOf(
                        URI.create(webhook.path("url").asString("")).getHost()))
                .toList();
    }

    private static void part(View view, String name, InsideAnswer answer) {
        View part = new View().put("away", answer.ok() ? "" : answer.why());
        part.json("items", answer.json().path("items"))
                .put("none", answer.ok() && answer.json().path("items").isEmpty());
        view.put(name, part);
    }
}
