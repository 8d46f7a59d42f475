package dev.fanfare.producer.versions;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What makes a rule a rule, and a template a template, to the code that both share.
public interface Kind<T> {

    /// For messages: `rule`.
    String name();

    /// The JSON field that names one: `type`.
    String keyField();

    /// The largest that is taken, in bytes of JSON.
    int most();

    String key(T value);

    long version(T value);

    T numbered(T value, long version);

    /// From JSON, checked but for what it refers to.
    ///
    /// @param key the name by the path; null where the JSON must hold it
    T read(JsonNode json, @Nullable String key);

    /// Refuses one that refers to what does not exist, or that may not be changed.
    void check(T value);

    /// Refuses to delete one that others need.
    void checkDeletion(String name);

    Map<String, @Nullable Object> write(T value);
}
