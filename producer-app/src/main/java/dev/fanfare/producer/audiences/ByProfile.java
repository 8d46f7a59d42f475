package dev.fanfare.producer.audiences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Those whom no call can take out, since their profile names the audience: counted, and the first hundred by name.
final class ByProfile {

    private static final int LISTED = 100;

    private final List<String> first = new ArrayList<>();
    private long total;

    void add(String id) {
        if (total++ < LISTED) {
            first.add(id);
        }
    }

    /// `total` and `first`.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", total);
        json.put("first", List.copyOf(first));
        return json;
    }
}
