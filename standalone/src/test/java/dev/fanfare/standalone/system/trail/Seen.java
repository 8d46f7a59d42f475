package dev.fanfare.standalone.system.trail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// How often each name came, of steps, of reasons and of states: some are the same word.
record Seen(Map<String, Integer> steps, Map<String, Integer> reasons, Map<String, Integer> states) {

    Seen() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /// One pair's trail; its reasons once each, though the trail may say one more than once.
    void note(JsonNode trail) {
        JsonNode reason = trail.path("event").path("reason");
        trail.path("trail")
                .valueStream()
                .map(step -> step.path("step").asString())
                .forEach(step -> add(steps, step));
        Stream.of(
                        trail.path("trail").valueStream().map(step -> step.path("reason")),
                        trail.path("deliveries").valueStream().map(one -> one.path("reason")),
                        Stream.of(reason))
                .flatMap(each -> each)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .distinct()
                .forEach(name -> add(reasons, name));
        trail.path("deliveries").forEach(one -> add(states, one.path("state").asString()));
    }

    private static void add(Map<String, Integer> counts, String name) {
        counts.merge(name, 1, Integer::sum);
    }
}
