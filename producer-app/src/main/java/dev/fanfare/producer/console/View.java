package dev.fanfare.producer.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a template is filled with: JSON as maps, lists and text, and what a page says beside it.
final class View {

    private final Map<String, @Nullable Object> all = new LinkedHashMap<>();

    /// The fields of an object.
    static View of(JsonNode object) {
        View view = new View();
        object.properties().forEach(field -> view.put(field.getKey(), plain(field.getValue())));
        return view;
    }

    View put(String name, @Nullable Object value) {
        all.put(name, value instanceof View view ? view.all : value);
        return this;
    }

    View json(String name, JsonNode value) {
        return put(name, plain(value));
    }

    /// The members of an object as a list, each with its name as `name`.
    View named(String name, JsonNode object) {
        return put(
                name,
                object.properties().stream()
                        .map(field -> of(field.getValue())
                                .put("name", field.getKey())
                                .put("value", field.getValue().isContainer() ? null : plain(field.getValue()))
                                .all)
                        .toList());
    }

    Map<String, @Nullable Object> map() {
        return all;
    }

    static @Nullable Object plain(JsonNode value) {
        if (value.isObject()) {
            return of(value).all;
        }
        if (value.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            value.forEach(item -> items.add(plain(item)));
            return items;
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case STRING -> value.stringValue();
            case NUMBER -> value.asString();
            default -> null;
        };
    }
}
