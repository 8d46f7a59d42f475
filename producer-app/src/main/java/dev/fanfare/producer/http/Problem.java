package dev.fanfare.producer.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// Why a call was refused, as RFC 9457 wants it told.
///
/// @param members beside type, title, status and detail: `field`, `line`, `index` and the like
/// @param headers of the answer
public record Problem(HttpStatus status, String detail, Map<String, Object> members, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem(HttpStatus status, String detail) {
        this(status, detail, Map.of(), Map.of());
    }

    public Problem with(String member, Object value) {
        return new Problem(status, detail, plus(members, member, value), headers);
    }

    public Problem header(String name, String value) {
        return new Problem(status, detail, members, plus(headers, name, value));
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "about:blank");
        json.put("title", status.getReasonPhrase());
        json.put("status", status.value());
        json.put("detail", detail);
        json.putAll(members);
        return json;
    }

    private static <T> Map<String, T> plus(Map<String, T> map, String name, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
