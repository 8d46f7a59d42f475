package dev.fanfare.producer.audiences;

import dev.fanfare.producer.peers.AskPeople;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Those who are members of an audience by a call, as their owners know them, page by page.
record CurrentMembers(AskPeople people, String audience) {

    void forEach(Consumer<String> taker) {
        String cursor = "";
        do {
            JsonNode page = people.members(audience, cursor).orElse(null);
            if (page == null) {
                return;
            }
            for (JsonNode item : page.path("items")) {
                if (byCall(item)) {
                    taker.accept(item.path("id").asString(""));
                }
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
    }

    private static boolean byCall(JsonNode member) {
        return member.path("by").values().stream()
                .anyMatch(by -> by.asString("").equals("call"));
    }
}
