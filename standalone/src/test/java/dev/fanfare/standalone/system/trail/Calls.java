package dev.fanfare.standalone.system.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.Sinks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What the fake providers received, against what the trails say of it.
///
/// @param taken calls by delivery
/// @param refused calls by delivery and address; a mail is refused before it names its delivery
/// @param told what the trails say of calls that were refused, in the same words
record Calls(Map<String, Long> taken, Map<String, Long> refused, Map<String, Long> told) {

    private static final List<String> CHANNELS = List.of("email", "webhook");

    Calls(Sinks sinks) {
        this(
                count(sinks.received(), Received::delivery),
                count(sinks.refusals(), call -> call.delivery() + " " + call.address()),
                new ConcurrentHashMap<>());
    }

    /// Each delivery of this trail: its calls, their answers, and that its state is what they came to.
    void agree(JsonNode trail) {
        for (JsonNode delivery : trail.path("deliveries")) {
            if (CHANNELS.contains(delivery.path("channel").asString())) {
                agree(trail, delivery);
            }
        }
    }

    /// Nobody was called of whom no trail tells.
    void areAllTold(Set<String> deliveries) {
        assertThat(deliveries).as("deliveries that were called").containsAll(taken.keySet());
        assertThat(told).as("calls that were refused, by the trails").containsExactlyInAnyOrderEntriesOf(refused);
    }

    /// What the providers know a delivery by: that of its digest, where it is in one.
    String called(JsonNode delivery) {
        return delivery.path("digest").asString(delivery.path("id").asString());
    }

    private void agree(JsonNode trail, JsonNode delivery) {
        String id = delivery.path("id").asString();
        List<String> answers = trail.path("trail")
                .valueStream()
                .filter(step -> step.path("delivery").asString("").equals(id))
                .filter(step -> step.path("step").asString().equals("attempt"))
                .map(step -> step.path("answer").asString())
                .toList();
        long delivered = answers.stream().filter("DELIVERED"::equals).count();
        assertThat(delivered)
                .as("calls that were taken of %s, by %s", id, trail)
                .isEqualTo(taken.getOrDefault(called(delivery), 0L));
        assertThat(delivery.path("state").asString().equals("DELIVERED"))
                .as("whether %s was delivered, by %s", id, trail)
                .isEqualTo(delivered > 0);
        if (answers.size() > delivered) {
            told.merge(refusedAs(delivery), answers.size() - delivered, Long::sum);
        }
    }

    private String refusedAs(JsonNode delivery) {
        String person = delivery.path("recipient").asString();
        return delivery.path("channel").asString().equals("email")
                ? " " + person + "@example.org"
                : called(delivery) + " /" + person;
    }

    private static Map<String, Long> count(List<Received> received, Function<Received, String> by) {
        return received.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
