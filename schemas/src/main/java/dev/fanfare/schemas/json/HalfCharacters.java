package dev.fanfare.schemas.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finds text that no encoding can carry on: a surrogate without its other half, which JSON can write as an escape.
final class HalfCharacters {

    private HalfCharacters() {}

    /// The path of the first text that holds one, or null.
    static @Nullable String find(JsonNode node) {
        if (node.isString()) {
            return isWhole(node.stringValue()) ? null : "";
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            String inner = find(node.get(index));
            if (inner != null) {
                return "[" + index + "]" + inner;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String inner = isWhole(field.getKey()) ? find(field.getValue()) : "";
            if (inner != null) {
                return "." + name(field.getKey()) + inner;
            }
        }
        return null;
    }

    private static String name(String name) {
        return isWhole(name) ? name : name.replaceAll("\\p{Cs}", "?");
    }

    private static boolean isWhole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isHighSurrogate(text.charAt(at))
                        || at + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
