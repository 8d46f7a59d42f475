package dev.fanfare.schemas.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object from outside, read field by field; whatever is wrong is refused with the field's path, like
/// `push[0].token`.
///
/// A field that is null is a field left out.
public final class Fields {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private final ObjectNode object;
    private final String path;

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /// Of a whole body or line.
    public static Fields of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, "");
        }
        throw BadInput.whole("must be a JSON object");
    }

    /// Refuses every other field.
    public Fields only(Set<String> names) {
        return only(names::contains);
    }

    /// Refuses every other field.
    public Fields only(Predicate<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.test(name)) {
                throw wrong(name, "is not known here");
            }
        }
        return this;
    }

    public Set<String> names() {
        return new LinkedHashSet<>(object.propertyNames());
    }

    /// Where a field of this object stands: `en.subject`.
    public String path(String name) {
        return path + name;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /// The value as it came, or null where it is left out.
    public @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /// One line of text, 1 to `most` characters.
    public @Nullable String line(String name, int most) {
        String text = text(name, most);
        if (text != null && (text.isBlank() || CONTROL.matcher(text).find())) {
            throw wrong(name, text.isBlank() ? "is empty" : "holds a control character");
        }
        return text;
    }

    /// As [#line], and never left out.
    public String needed(String name, int most) {
        String text = line(name, most);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /// Any text, up to `most` characters.
    public @Nullable String text(String name, int most) {
        JsonNode value = value(name);
        return value == null ? null : text(value, name, most);
    }

    public boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /// A list of lines, `most` of them at most; empty where it is left out.
    public List<String> lines(String name, int most, int length) {
        List<String> lines = new ArrayList<>();
        for (JsonNode item : items(name, most)) {
            String at = name + "[" + lines.size() + "]";
            String line = text(item, at, length);
            if (line.isBlank() || CONTROL.matcher(line).find()) {
                throw wrong(at, line.isBlank() ? "is empty" : "holds a control character");
            }
            lines.add(line);
        }
        return lines;
    }

    /// A list of objects.
    public List<Fields> objects(String name, int most) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : items(name, most)) {
            objects.add(object(item, name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    public Optional<Fields> object(String name) {
        return Optional.ofNullable(value(name)).map(value -> object(value, name));
    }

    /// What a field of this object says cannot be.
    public BadInput wrong(String name, String why) {
        return BadInput.wrong(path + name, why);
    }

    /// What a field of this object says does not go together with what is there.
    public BadInput unfit(String name, String why) {
        return BadInput.unfit(path + name, why);
    }

    private Iterable<JsonNode> items(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw wrong(name, "must be a list of at most " + most);
        }
        return value;
    }

    private Fields object(JsonNode value, String name) {
        if (value instanceof ObjectNode inner) {
            return new Fields(inner, path + name + ".");
        }
        throw wrong(name, "must be an object");
    }

    private String text(JsonNode value, String name, int most) {
        if (!value.isString()) {
            throw wrong(name, "must be text");
        }
        String text = value.stringValue();
        if (text.length() > most) {
            throw wrong(name, "has more than " + most + " characters");
        }
        return text;
    }
}
