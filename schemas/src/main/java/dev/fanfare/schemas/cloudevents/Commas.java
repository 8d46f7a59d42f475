package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.json.Fields;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A list as CloudEvents can carry it: text with commas; a JSON array is taken too.
final class Commas {

    private static final int ITEM = 300;

    private Commas() {}

    static List<String> list(Fields fields, String name, int most) {
        JsonNode value = fields.value(name);
        if (value == null || !value.isString()) {
            return fields.lines(name, most, ITEM);
        }
        List<String> items = Arrays.stream(value.stringValue().split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.size() > most) {
            throw fields.wrong(name, "must be a list of at most " + most);
        }
        return items;
    }
}
