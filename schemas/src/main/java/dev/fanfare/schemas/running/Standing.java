package dev.fanfare.schemas.running;

import java.util.Map;

/// How one part of an app stands, in words that anybody may read.
public record Standing(boolean up, Map<String, Object> details) {

    static Standing up(String detail, Object value) {
        return new Standing(true, Map.of(detail, value));
    }

    static Standing down(String error) {
        return new Standing(false, Map.of("error", error));
    }
}
