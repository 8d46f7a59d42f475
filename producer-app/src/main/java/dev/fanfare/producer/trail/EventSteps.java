package dev.fanfare.producer.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What happened to an event as a whole before anybody was told.
final class EventSteps {

    private EventSteps() {}

    /// @param event as `GET /v1/events/{key}` answers it
    static List<Map<String, Object>> of(JsonNode event) {
        List<Map<String, Object>> steps = new ArrayList<>();
        add(steps, event, "acceptedAt", "admitted");
        if (event.hasNonNull("sendAt")) {
            Map<String, Object> scheduled = add(steps, event, "acceptedAt", "scheduled");
            scheduled.put("until", event.path("sendAt"));
        }
        add(steps, event, "releasedAt", "released");
        Map<String, Object> matched = add(steps, event, "admittedAt", "matched");
        copy(event, matched, "rule", "template");
        if (!event.hasNonNull("admittedAt") && event.hasNonNull("reason")) {
            Map<String, Object> ended =
                    add(steps, event, "doneAt", event.path("state").asString("").toLowerCase(java.util.Locale.ROOT));
            copy(event, ended, "reason", "error");
        }
        return steps;
    }

    /// Nothing is added where the event does not say when.
    private static Map<String, Object> add(List<Map<String, Object>> steps, JsonNode event, String when, String what) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("at", event.path(when));
        step.put("step", what);
        if (event.hasNonNull(when)) {
            steps.add(step);
        }
        return step;
    }

    private static void copy(JsonNode event, Map<String, Object> step, String... names) {
        for (String name : names) {
            if (event.hasNonNull(name)) {
                step.put(name, event.path(name));
            }
        }
    }
}
