package dev.fanfare.producer.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One record to be written.
///
/// @param owner the recipient id or event key that its partition follows from
/// @param value null deletes, on a compacted topic
public record Message<T>(String owner, String key, @Nullable T value, Map<String, String> headers) {

    public static <T> Message<T> of(String key, T value) {
        return new Message<>(key, key, value, Map.of());
    }

    public static <T> Message<T> deletion(String owner, String key) {
        return new Message<>(owner, key, null, Map.of());
    }
}
