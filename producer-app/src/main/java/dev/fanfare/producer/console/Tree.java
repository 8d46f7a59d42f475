package dev.fanfare.producer.console;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/// JSON of any shape as a page shows it: facts by name, and what happened line by line, in the order in which it is
/// told. What an answer comes to hold later is shown without a word about it here.
final class Tree {

    /// Of a step, what stands before its facts.
    private static final Set<String> APART = Set.of("at", "step");

    private Tree() {}

    /// `facts`, each with `name` and `text` (HTML); `lists`, each with a `heading` and `steps`, of which each has `at`,
    /// `step`
    /// and again `facts` and `lists`.
    static View of(JsonNode object) {
        List<Map<String, @Nullable Object>> facts = new ArrayList<>();
        List<Map<String, @Nullable Object>> lists = new ArrayList<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                lists.add(steps(words(field.getKey()), value).map());
            } else if (!isEmpty(value)) {
                facts.add(fact(field.getKey(), value));
            }
        });
        return new View().put("facts", facts).put("lists", lists);
    }

    private static View steps(String heading, JsonNode list) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        list.forEach(step -> {
            List<Map<String, @Nullable Object>> facts = new ArrayList<>();
            List<Map<String, @Nullable Object>> within = new ArrayList<>();
            step.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                    within.add(steps(words(field.getKey()), value).map());
                } else if (!APART.contains(field.getKey()) && !isEmpty(value)) {
                    facts.add(fact(field.getKey(), value));
                }
            });
            steps.add(new View()
                    .put("at", step.path("at").asString(""))
                    .put("step", words(step.path("step").asString("")))
                    .put("facts", facts)
                    .put("lists", within)
                    .map());
        });
        return new View().put("heading", heading).put("steps", steps);
    }

    private static Map<String, @Nullable Object> fact(String name, JsonNode value) {
        return new View()
                .put("name", words(name))
                .put("text", html(value))
                .put("state", name.equals("state") ? value.asString("") : "")
                .map();
    }

    private static String html(JsonNode value) {
        if (value.isString()) {
            return text(value.stringValue());
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(html(item)));
            return String.join(", ", items);
        }
        if (value.isObject()) {
            List<String> items = new ArrayList<>();
            value.properties().stream()
                    .filter(field -> !isEmpty(field.getValue()))
                    .forEach(field ->
                            items.add(HtmlUtils.htmlEscape(words(field.getKey())) + ": " + html(field.getValue())));
            return String.join("; ", items);
        }
        return HtmlUtils.htmlEscape(value.asString(""));
    }

    private static String text(String text) {
        try {
            return text.endsWith("Z") ? Look.when(Instant.parse(text).toString()) : HtmlUtils.htmlEscape(text);
        } catch (DateTimeParseException other) {
            return HtmlUtils.htmlEscape(text);
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isContainer() && value.isEmpty();
    }

    /// `errorCategory` as `Error category`.
    static String words(String name) {
        String apart = name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('-', ' ');
        return apart.isEmpty()
                ? ""
                : Character.toUpperCase(apart.charAt(0)) + apart.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
