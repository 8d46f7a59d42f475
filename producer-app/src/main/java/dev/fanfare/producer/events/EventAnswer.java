package dev.fanfare.producer.events;

import dev.fanfare.producer.events.AcceptEvents.Accepted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The 202 of `POST /v1/events`.
final class EventAnswer {

    private EventAnswer() {}

    static Map<String, Object> json(List<Accepted> accepted, List<Map<String, Object>> rejected) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accepted", accepted.size());
        json.put("rejected", rejected);
        json.put("events", accepted.stream().map(EventAnswer::event).toList());
        return json;
    }

    static String status(String key) {
        return "/v1/events/" + key;
    }

    private static Map<String, @Nullable Object> event(Accepted accepted) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", accepted.event().event().getId());
        json.put("key", accepted.event().key());
        json.put("duplicate", accepted.duplicate());
        json.put("spooled", accepted.spooled());
        json.put("status", status(accepted.event().key()));
        return json;
    }
}
