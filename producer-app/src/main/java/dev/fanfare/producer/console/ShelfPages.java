package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideAnswer;
import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Rules or templates: all of them, and one with its last versions, to be changed. A template shows what it says before
/// it is saved.
///
/// @param name of the field that names one: `type` or `name`
/// @param example of one that is new
record ShelfPages(String path, String title, String one, String name, String example) {

    static final ShelfPages RULES = new ShelfPages("rules", "Rules", "Rule", "type", """
            {
              "audiences": ["role:member"],
              "channels": ["in-app", "email"],
              "template": "plain"
            }""");
    static final ShelfPages TEMPLATES = new ShelfPages("templates", "Templates", "Template", "name", """
            {
              "en": {"subject": "Welcome, {{recipient.id}}", "text": "Good to have you here."}
            }""");

    private static final String NAME = "name";
    private static final String TEXT = "text";
    private static final String VERSION = "version";
    private static final String SAMPLE = "{\n  \"number\": 7\n}";

    String console() {
        return "/console/" + path;
    }

    Shown list(Visit visit) {
        String wanted = visit.param("new");
        if (!wanted.isEmpty()) {
            if (!Ids.valid(wanted)) {
                throw Refused.invalid(name, "must be 1 to 200 letters, digits or ._:@/+-");
            }
            return Shown.Go.to("", console() + "/", wanted);
        }
        View view = visit.list(InsideCall.of(HttpMethod.GET, api()), List.of());
        return new Shown.Page(
                "shelf", title, view.put("items", rows(visit)).put("path", path).put("one", one));
    }

    /// What is in force, or one of the versions before.
    Shown edit(Visit visit) {
        InsideAnswer versions = visit.ask(InsideCall.of(HttpMethod.GET, api() + "/", visit.path(NAME), "/versions"));
        JsonNode items = (versions.status() == HttpStatus.NOT_FOUND.value() ? versions.json() : versions.orRefused())
                .path("items"); // the example only where there is none
        String wanted = visit.param(VERSION);
        JsonNode shown = items.valueStream()
                .filter(item ->
                        wanted.isEmpty() || item.path(VERSION).asString("").equals(wanted))
                .findFirst()
                .orElse(items.path(0));
        String text = shown.isObject() ? pretty(shown) : example;
        return page(visit, items, form(text, inForce(visit)));
    }

    /// Its version; empty where there is none, or none any more.
    private String inForce(Visit visit) {
        InsideAnswer one = visit.ask(InsideCall.of(HttpMethod.GET, api() + "/", visit.path(NAME)));
        JsonNode there = one.status() == HttpStatus.NOT_FOUND.value() ? MissingNode.getInstance() : one.orRefused();
        return there.path(VERSION).asString("");
    }

    Shown save(Visit visit) {
        String id = visit.path(NAME);
        InsideCall put = InsideCall.of(HttpMethod.PUT, api() + "/", id)
                .body(MediaType.APPLICATION_JSON, visit.param(TEXT).getBytes(StandardCharsets.UTF_8));
        String before = visit.param(VERSION);
        InsideAnswer answer = visit.ask(before.isEmpty() ? put.ifNone() : put.ifMatch('"' + before + '"'));
        if (answer.ok()) {
            return Shown.Go.to("saved", console() + "/", id);
        }
        return again(visit, form(visit.param(TEXT), before).put("wrong", answer.why()));
    }

    Shown delete(Visit visit) {
        visit.act(InsideCall.of(HttpMethod.DELETE, api() + "/", visit.path(NAME)));
        return new Shown.Go(console(), "deleted");
    }

    /// Of a template, as it stands in the form.
    Shown preview(Visit visit) {
        View form = form(visit.param(TEXT), visit.param(VERSION))
                .put("sample", visit.param("sample"))
                .put("recipient", visit.param("recipient"));
        try {
            Map<String, Object> asked = new LinkedHashMap<>();
            asked.put("template", json(visit.param(TEXT)));
            asked.put("data", json(visit.param("sample").isEmpty() ? "{}" : visit.param("sample")));
            if (!visit.param("recipient").isEmpty()) {
                asked.put("recipient", visit.param("recipient"));
            }
            JsonNode seen = visit.act(InsideCall.of(HttpMethod.POST, api() + "/", visit.path(NAME), "/preview")
                    .json(asked));
            return again(visit, form.json("preview", seen.path("items")));
        } catch (Refused refused) {
            return again(visit, form.put("wrong", refused.problem().detail()));
        }
    }

    private Shown again(Visit visit, View form) {
        JsonNode items = visit.ask(InsideCall.of(HttpMethod.GET, api() + "/", visit.path(NAME), "/versions"))
                .json()
                .path("items");
        return page(visit, items, form);
    }

    private Shown page(Visit visit, JsonNode versions, View form) {
        boolean isThere = !"".equals(form.map().get("before"));
        form.put("path", path)
                .put("one", one)
                .put("id", visit.path(NAME))
                .put("isTemplate", path.equals("templates"))
                .put("isThere", isThere)
                .put("none", versions.isEmpty() && !isThere)
                .put("deleted", !versions.isEmpty() && !isThere)
                .json("versions", versions);
        form.map().putIfAbsent("sample", SAMPLE);
        return new Shown.Page("shelf-one", visit.path(NAME), form);
    }

    private static View form(String text, String before) {
        return new View().put("source", text).put("before", before);
    }

    private List<Map<String, @Nullable Object>> rows(Visit visit) {
        return visit.act(
                        InsideCall.of(HttpMethod.GET, api()).with("limit", "50").with("cursor", visit.param("cursor")))
                .path("items")
                .valueStream()
                .map(item -> new View()
                        .put("id", item.path(name).asString(""))
                        .put(VERSION, item.path(VERSION).asString(""))
                        .put("says", says(item))
                        .map())
                .toList();
    }

    /// A rule by its channels and template, a template by its locales.
    private String says(JsonNode item) {
        if (path.equals("rules")) {
            return String.join(
                            ", ",
                            item.path("channels")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()) + ", template "
                    + item.path("template").asString("");
        }
        return String.join(
                ", ",
                item.propertyStream()
                        .filter(field -> field.getValue().isObject())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private String api() {
        return "/v1/" + path;
    }

    /// Without what stands beside the text.
    private String pretty(JsonNode item) {
        ObjectNode copy = (ObjectNode) item.deepCopy();
        copy.remove(List.of(name, VERSION));
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(copy);
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (BadInput bad) {
            throw Refused.of(bad);
        }
    }
}
