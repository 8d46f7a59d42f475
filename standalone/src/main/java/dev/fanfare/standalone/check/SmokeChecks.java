package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Good;
import dev.fanfare.standalone.client.FrontDoor;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What can be seen of a running system without sending anything.
final class SmokeChecks {

    private static final int OK = 200;

    private SmokeChecks() {}

    static Finding door(FrontDoor door) {
        int status = door.get("/actuator/health/readiness").status();
        return status == OK
                ? new Good("front door", "ready")
                : new Bad("front door", "answers " + status, "see GET /actuator/health for the part that is down");
    }

    static Finding kafka(FrontDoor door) {
        String status = door.get("/actuator/health")
                .json()
                .path("components")
                .path("kafka")
                .path("status")
                .asString("");
        return status.equals("UP")
                ? new Good("kafka", "answers")
                : new Bad("kafka", "does not answer the front door", "./fanfare check --kafka HOST:PORT says more");
    }

    static Finding channels(FrontDoor door) {
        JsonNode channels = door.get("/v1/channels").orFail().json();
        List<String> away =
                channels.path("away").valueStream().map(JsonNode::asString).toList();
        return away.isEmpty()
                ? new Good("channels", channels.path("items").size() + " of them, and tracking, answer")
                : new Bad("channels", String.join(" and ", away) + " does not answer", "start it, and see its log");
    }
}
