package dev.fanfare.standalone.system.storm;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.guarantees.Trouble;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Judges each event by itself, by what it left behind.
final class Judge {

    private final Crowd crowd;
    private final List<Trouble> troubles;
    private final List<Received> refusals;
    private final Map<String, List<Attempt>> attempts;
    private final Map<String, List<DeadLetter>> letters;
    private final Map<String, List<Received>> calls = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long repeated;
    private long withoutCause;
    private long withoutExcuse;
    private long deliveries;

    Judge(Crowd crowd, Collected collected, List<Trouble> troubles) {
        this.crowd = crowd;
        this.troubles = troubles;
        refusals = collected.refusals();
        attempts = collected.deliveries().stream().collect(groupingBy(Attempt::event));
        letters = collected.deadLetters().stream()
                .collect(groupingBy(letter -> letter.getDelivery().getEvent()));
        Map<String, Set<String>> events = collected.deliveries().stream()
                .collect(groupingBy(Attempt::delivery, mapping(Attempt::event, toSet())));
        for (Received call : collected.calls()) {
            Set<String> found = events.getOrDefault(call.delivery(), Set.of());
            found.forEach(event ->
                    calls.computeIfAbsent(event, _ -> new ArrayList<>()).add(call));
            if (found.isEmpty() && crowd.has(call.address())) {
                wrong.add("called for what stands on no topic: " + call);
            }
        }
    }

    /// Of an event that was accepted.
    void judge(Post post, JsonNode status) {
        String key = post.key();
        Set<String> refused = crowd.refused(post.people());
        Evidence evidence = new Evidence(
                crowd.told(post.people()),
                refused,
                calls(key),
                refusals,
                attempts.getOrDefault(key, List.of()),
                letters.getOrDefault(key, List.of()),
                List.of(status),
                troubles);
        repeated += evidence.repeated();
        withoutCause += evidence.repeatedWithoutCause().size();
        withoutExcuse += evidence.withoutExcuse();
        deliveries += evidence.expected().size() + refused.size();
        for (Guarantee guarantee : Guarantee.ALL) {
            try {
                guarantee.holdsFor(evidence);
            } catch (AssertionError broken) {
                wrong.add(guarantee.getClass().getSimpleName() + ", " + post.id() + " " + key + ": "
                        + broken.getMessage());
            }
        }
    }

    /// What providers took of an event.
    List<Received> calls(String key) {
        return calls.getOrDefault(key, List.of());
    }

    List<String> wrong() {
        return wrong;
    }

    long repeated() {
        return repeated;
    }

    long withoutCause() {
        return withoutCause;
    }

    /// Calls that no trouble would excuse to be repeated.
    long withoutExcuse() {
        return withoutExcuse;
    }

    long deliveries() {
        return deliveries;
    }
}
