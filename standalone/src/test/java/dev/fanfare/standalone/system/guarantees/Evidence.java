package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What one event left behind, as seen from outside.
///
/// @param expected the addresses that must have been told, each once: mail addresses, paths of webhooks
/// @param calls what the providers took
/// @param refusals what they refused on purpose
/// @param deliveries what stands on the channels' lanes for a reader of committed records
/// @param deadLetters what stands on their dead-letter topics
/// @param statuses the events', at the end
/// @param kills when processes that call providers were killed; no other's death may repeat a call
public record Evidence(
        Set<String> expected,
        List<Received> calls,
        List<Received> refusals,
        List<Attempt> deliveries,
        List<DeadLetter> deadLetters,
        List<JsonNode> statuses,
        List<Instant> kills) {

    /// Commits are asked for every 100 ms; so much is allowed until one is answered.
    private static final Duration UNCOMMITTED = Duration.ofMillis(300);

    /// A provider still ends what it took from the killed process; the next one needs longer to start.
    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

    /// Distinct deliveries that providers took.
    long told() {
        return calls.stream().map(Received::delivery).distinct().count();
    }

    /// Calls that brought nothing new.
    public long repeated() {
        return calls.size() - told();
    }

    /// Deliveries of which a call was repeated though no kill had caught it.
    public List<String> repeatedWithoutCause() {
        return calls.stream().collect(Collectors.groupingBy(Received::delivery)).entrySet().stream()
                .filter(delivery -> !repeatsAreExcused(delivery.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean repeatsAreExcused(List<Received> sameDelivery) {
        long excused = sameDelivery.stream()
                .map(Received::at)
                .sorted()
                .limit(sameDelivery.size() - 1L)
                .filter(this::isCaughtByKill)
                .count();
        return excused + retriesLeftBehind(sameDelivery.getFirst().address()) >= sameDelivery.size() - 1;
    }

    /// A kill between a refusal's retry and its commit: the call is made again, and the retry that was written comes
    /// too.
    private long retriesLeftBehind(String address) {
        return refusals.stream()
                .filter(refusal -> refusal.address().equals(address))
                .map(Received::at)
                .filter(this::isCaughtByKill)
                .count();
    }

    /// In flight at a kill, or finished since the last commit that was surely answered.
    private boolean isCaughtByKill(Instant call) {
        return kills.stream()
                .anyMatch(kill -> call.isAfter(kill.minus(UNCOMMITTED)) && call.isBefore(kill.plus(IN_FLIGHT)));
    }
}
