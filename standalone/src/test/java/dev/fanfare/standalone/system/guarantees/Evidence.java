package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.standalone.sink.Received;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What one event left behind, as seen from outside.
///
/// @param expected the addresses that must have been told, each once: mail addresses, paths of webhooks
/// @param calls what the providers took
/// @param deliveries what stands on the channels' lanes for a reader of committed records
/// @param deadLetters what stands on their dead-letter topics
/// @param status the event's, at the end
/// @param kills when processes were killed
public record Evidence(
        Set<String> expected,
        List<Received> calls,
        List<Delivery> deliveries,
        List<DeadLetter> deadLetters,
        JsonNode status,
        List<Instant> kills) {

    /// Distinct deliveries that providers took.
    long told() {
        return calls.stream().map(Received::delivery).distinct().count();
    }

    /// Calls that brought nothing new.
    public long repeated() {
        return calls.size() - told();
    }
}
