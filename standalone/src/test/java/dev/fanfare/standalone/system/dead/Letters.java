package dev.fanfare.standalone.system.dead;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Dead letters as an operator sees them.
record Letters(FrontDoor door) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Set<String> ENDED = Set.of("DONE", "STOPPED");

    /// How many there are on a channel, by reason.
    Map<String, Long> counts(String channel) {
        return door.get("/v1/dead-letters/summary").path("channels").path(channel).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().asLong()));
    }

    void awaitCounts(String channel, Map<String, Long> counts) {
        Awaitility.await().atMost(PATIENCE).until(() -> counts(channel), counts::equals);
    }

    Set<String> recipients(String query) {
        return door.all("/v1/dead-letters" + query).stream()
                .map(letter -> letter.path("recipient").asString())
                .collect(Collectors.toSet());
    }

    /// Asks for a replay, which must be taken.
    ///
    /// @return its id
    String replay(String json) {
        return FrontDoor.JSON
                .readTree(door.post("/v1/replays", "application/json", json, 202))
                .path("id")
                .asString();
    }

    JsonNode dryRun(String json) {
        return FrontDoor.JSON.readTree(door.post("/v1/replays", "application/json", json, 200));
    }

    JsonNode awaitEnd(String id) {
        return await(id, replay -> ENDED.contains(replay.path("state").asString()));
    }

    void awaitReplayed(String id, long count) {
        await(id, replay -> replay.path("replayed").asLong() >= count);
    }

    /// Nobody may answer while an instance comes or goes.
    private JsonNode await(String id, Predicate<JsonNode> until) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> door.ask("/v1/replays/" + id).filter(until), Optional::isPresent)
                .orElseThrow();
    }

    /// What was done with a subject, the newest last.
    List<String> audited(String subject) {
        return door.all("/v1/audit").reversed().stream()
                .filter(line -> line.path("subject").asString().equals(subject))
                .map(line -> line.path("who").asString() + " "
                        + line.path("action").asString() + " "
                        + line.path("detail").asString(""))
                .toList();
    }
}
