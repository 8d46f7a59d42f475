package dev.fanfare.producer.http;

import dev.fanfare.schemas.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/// A call that is made from within.
///
/// @param path percent-encoded, without the query
/// @param type of the body; null where there is none
/// @param condition on what stands there: at most one header, `If-Match` or `If-None-Match`
public record InsideCall(
        HttpMethod method,
        String path,
        Map<String, String> query,
        @Nullable MediaType type,
        byte[] body,
        Map<String, String> condition) {

    /// @param segments by turns what stands as it is and what is encoded: `/v1/events/`, a key, `/deliveries`
    public static InsideCall of(HttpMethod method, String... segments) {
        StringBuilder path = new StringBuilder();
        for (int n = 0; n < segments.length; n++) {
            path.append(n % 2 == 0 ? segments[n] : encoded(segments[n]));
        }
        return new InsideCall(method, path.toString(), Map.of(), null, new byte[0], Map.of());
    }

    /// What is empty is left out.
    public InsideCall with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new InsideCall(method, path, more, type, body, condition);
    }

    public InsideCall json(Object value) {
        return body(MediaType.APPLICATION_JSON, Json.bytes(value));
    }

    public InsideCall body(MediaType type, byte[] bytes) {
        return new InsideCall(method, path, query, type, bytes, condition);
    }

    /// Only where this entity tag still stands.
    public InsideCall ifMatch(String etag) {
        return new InsideCall(method, path, query, type, body, Map.of("If-Match", etag));
    }

    /// Only where nothing stands there.
    public InsideCall ifNone() {
        return new InsideCall(method, path, query, type, body, Map.of("If-None-Match", "*"));
    }

    /// As it stands in a request line; null where there is none.
    @Nullable
    String queryString() {
        return query.isEmpty()
                ? null
                : query.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /// Without what it says.
    @Override
    public String toString() {
        return method + " " + path;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
