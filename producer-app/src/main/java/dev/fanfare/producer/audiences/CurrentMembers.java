package dev.fanfare.producer.audiences;

import dev.fanfare.producer.peers.AskPeople;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The members of an audience, as their owners know them, page by page.
record CurrentMembers(AskPeople people, String audience) {

    private static final String PROFILE = "profile";
    private static final String CALL = "call";

    /// @param byCall whether a call made it a member
    /// @param byProfile whether the profile names the audience
    record Member(String id, boolean byCall, boolean byProfile) {}

    void forEach(Consumer<Member> taker) {
        String cursor = "";
        do {
            JsonNode page = people.members(audience, cursor).orElse(null);
            if (page == null) {
                return;
            }
            for (JsonNode item : page.path("items")) {
                taker.accept(new Member(item.path("id").asString(""), says(item, CALL), says(item, PROFILE)));
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
    }

    private static boolean says(JsonNode member, String what) {
        return member.path("by").values().stream()
                .anyMatch(by -> by.asString("").equals(what));
    }
}
