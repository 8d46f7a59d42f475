package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What one event left behind, as seen from outside.
///
/// @param expected the addresses that must have been told, each once: mail addresses, paths of webhooks
/// @param refused the addresses that providers refuse for good
/// @param calls what the providers took
/// @param refusals what they refused on purpose
/// @param deliveries what stands on the channels' lanes for a reader of committed records
/// @param deadLetters what stands on their dead-letter topics
/// @param statuses the events', at the end
/// @param troubles of processes that call providers, and of what they call and commit to; no other may repeat a call
public record Evidence(
        Set<String> expected,
        Set<String> refused,
        List<Received> calls,
        List<Received> refusals,
        List<Attempt> deliveries,
        List<DeadLetter> deadLetters,
        List<JsonNode> statuses,
        List<Trouble> troubles) {

    /// Where nothing is refused for good, and kills are all the trouble.
    ///
    /// @param kills when processes that call providers were killed
    public Evidence(
            Set<String> expected,
            List<Received> calls,
            List<Received> refusals,
            List<Attempt> deliveries,
            List<DeadLetter> deadLetters,
            List<JsonNode> statuses,
            List<Instant> kills) {
        this(
                expected,
                Set.of(),
                calls,
                refusals,
                deliveries,
                deadLetters,
                statuses,
                kills.stream().map(Trouble::ofKill).toList());
    }

    /// Whoever an attempt must be made for.
    Set<String> concerned() {
        return Stream.concat(expected.stream(), refused.stream()).collect(Collectors.toSet());
    }

    /// Distinct deliveries that were given up.
    long dead() {
        return deadLetters.stream()
                .map(letter -> letter.getDelivery().getId())
                .distinct()
                .count();
    }

    /// Distinct deliveries that providers took.
    long told() {
        return calls.stream().map(Received::delivery).distinct().count();
    }

    /// Calls that brought nothing new.
    public long repeated() {
        return calls.size() - told();
    }

    /// Deliveries of which a call was repeated though no trouble had caught it.
    public List<String> repeatedWithoutCause() {
        return calls.stream().collect(Collectors.groupingBy(Received::delivery)).entrySet().stream()
                .filter(delivery -> !repeatsAreExcused(delivery.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean repeatsAreExcused(List<Received> sameDelivery) {
        long excused = sameDelivery.stream()
                .sorted(Comparator.comparing(Received::at))
                .limit(sameDelivery.size() - 1L)
                .filter(this::isCaught)
                .count();
        return excused + retriesLeftBehind(sameDelivery.getFirst().address()) >= sameDelivery.size() - 1;
    }

    /// A kill between a refusal's retry and its commit: the call is made again, and the retry that was written comes
    /// too.
    private long retriesLeftBehind(String address) {
        return refusals.stream()
                .filter(refusal -> refusal.address().equals(address))
                .filter(this::isCaught)
                .count();
    }

    /// Calls that no trouble excuses: had one of them been repeated, it would be told.
    public long withoutExcuse() {
        return calls.stream().filter(call -> !isCaught(call)).count();
    }

    private boolean isCaught(Received call) {
        return troubles.stream().anyMatch(trouble -> trouble.caught(call));
    }
}
