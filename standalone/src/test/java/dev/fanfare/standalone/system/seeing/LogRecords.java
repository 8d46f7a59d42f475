package dev.fanfare.standalone.system.seeing;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a pipeline logged, each line a JSON object; what it says to people at the terminal is none.
record LogRecords(List<JsonNode> all) {

    static LogRecords of(String said) {
        return new LogRecords(said.lines()
                .filter(line -> line.startsWith("{"))
                .map(FrontDoor.JSON::readTree)
                .toList());
    }

    /// Those about one event.
    List<JsonNode> about(String key) {
        return all.stream()
                .filter(one -> one.path("notification_id").asString("").equals(key))
                .toList();
    }

    /// Those that somebody would have to look at.
    List<JsonNode> alarms() {
        return all.stream()
                .filter(one -> !one.path("level").asString("").equals("INFO"))
                .toList();
    }
}
