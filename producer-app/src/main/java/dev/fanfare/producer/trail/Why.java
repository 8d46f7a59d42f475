package dev.fanfare.producer.trail;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Why nothing is known of an event for a person.
final class Why {

    private Why() {}

    /// Null where something is.
    static @Nullable String notTold(JsonNode event, JsonNode found) {
        if (!found.path("deliveries").isEmpty() || !found.path("brief").isEmpty()) {
            return null;
        }
        String state = event.path("state").asString("");
        return switch (state) {
            case "ACCEPTED" -> "the event was accepted and not resolved yet";
            case "SCHEDULED" -> "the event waits for its time";
            case "UNMATCHED" -> "there was no rule for the event's type";
            case "FAILED" -> "the event could not be told to anybody";
            case "EXPIRED" -> "the event was not worth telling any more when it came";
            case "CANCELLED", "CANCELLING" -> "the event was cancelled before this person was met";
            default ->
                event.path("expansion").path("done").asBoolean(false)
                        ? "this person was not among those whom the event was for"
                        : "this person has not been met yet";
        };
    }
}
