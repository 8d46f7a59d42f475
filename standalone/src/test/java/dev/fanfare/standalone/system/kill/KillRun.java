package dev.fanfare.standalone.system.kill;

import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One event to many people, kills in the middle of it, and what is found in the end.
///
/// @param moments when to kill: as soon as so much of all calls has ended, 0 to 1, at least one call
record KillRun(PipelineProcess fanfare, Sinks sinks, int people, double... moments) {

    /// Holds the lowest unfinished offset back, so that only the commit's metadata says what is finished above it.
    private static final Duration SLOW_CALL = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    Evidence evidence() {
        People crowd = new People(people, sinks, _ -> List.of("crowd:kill"));
        sinks.oneInAHundredTakes(SLOW_CALL, crowd);
        String event = tell(crowd);
        List<Instant> kills = killAtEach(crowd);
        JsonNode status = status(event);
        return Collected.from(fanfare.bootstrapServers(), sinks).evidence(crowd.addresses(), List.of(status), kills);
    }

    private String tell(People crowd) {
        fanfare.start();
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/templates/kill", "{\"en\": {\"subject\": \"Still here\", \"text\": \"Nothing was lost.\"}}");
            door.put("/v1/rules/kill", """
                    {"audiences": ["crowd:kill"], "channels": ["email", "webhook"], "template": "kill"}""");
            door.recipients(crowd.lines());
            return door.event("""
                    {"specversion": "1.0", "id": "1", "source": "/kill", "type": "kill", "data": {}}""");
        }
    }

    private List<Instant> killAtEach(People crowd) {
        List<Instant> kills = new ArrayList<>();
        for (double moment : moments) {
            long calls = Math.max(1, Math.round(moment * crowd.addresses().size()));
            await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> sinks.distinct() >= calls);
            kills.add(Instant.now());
            fanfare.kill();
            fanfare.start();
        }
        return kills;
    }

    private JsonNode status(String event) {
        try (FrontDoor door = fanfare.frontDoor()) {
            return door.statusOf(event, PATIENCE);
        }
    }
}
