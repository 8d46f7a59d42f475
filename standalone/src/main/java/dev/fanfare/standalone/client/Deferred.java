package dev.fanfare.standalone.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The first of an event's deliveries that wait to be tried again, each with its reason and its time.
///
/// @param open how many there are
record Deferred(String key, long open) {

    private static final int SHOWN = 5;
    private static final int PAGES = 20;
    private static final int LIMIT = 500;

    static Deferred of(String key, EventStatus status) {
        return new Deferred(key, status.total("deferred"));
    }

    /// A line each; nothing where none waits. Of an event to very many no more than the first deliveries are looked at.
    String seen(FrontDoor door) {
        List<String> lines = new ArrayList<>();
        String path = "/v1/events/" + FrontDoor.segment(key) + "/deliveries?limit=" + LIMIT;
        String cursor = "";
        for (int page = 0; page < PAGES && lines.size() < Math.min(open, SHOWN); page++) {
            JsonNode found = door.get(path + cursor).orFail().json();
            found.path("items")
                    .valueStream()
                    .filter(delivery -> delivery.path("state").asString("").equals("DEFERRED"))
                    .limit(SHOWN - lines.size())
                    .forEach(delivery -> lines.add(inWords(delivery)));
            if (!found.path("next").isString()) {
                break;
            }
            cursor = "&cursor=" + FrontDoor.segment(found.path("next").asString());
        }
        if (open > lines.size()) {
            lines.add(open - lines.size() + " more wait to be tried again");
        }
        return lines.isEmpty() ? "" : "\n" + String.join("\n", lines);
    }

    private static String inWords(JsonNode delivery) {
        return delivery.path("channel").asString("") + " to "
                + delivery.path("recipient").asString("") + " is tried again at "
                + delivery.path("nextAttemptAt").asString("a time unknown") + ", after "
                + delivery.path("attempts").asString("") + " of "
                + delivery.path("maxAttempts").asString("") + " attempts: "
                + delivery.path("error").asString("no reason given");
    }
}
