package dev.fanfare.producer.audiences;

import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Ids;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// An audience's members as their owners know them, page by page.
record CurrentMembers(AskPeople people, String audience) {

    void forEach(Consumer<String> taker) {
        String cursor = "";
        do {
            JsonNode page = people.members(audience, cursor).orElse(null);
            if (page == null) {
                return;
            }
            for (JsonNode item : page.path("items")) {
                String id = item.isString() ? item.stringValue() : item.path("id").asString("");
                if (Ids.valid(id)) {
                    taker.accept(id);
                }
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
    }
}
