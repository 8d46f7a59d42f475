package dev.fanfare.standalone.system.github.expected;

import tools.jackson.databind.JsonNode;

/// Speaks of an event's data in one language.
record Voice(JsonNode data, Language language) {

    String say(String english, String german) {
        return switch (language) {
            case ENGLISH -> english;
            case GERMAN -> german;
        };
    }

    /// The text there; throws where the data has none.
    String at(String pointer) {
        return data.at(pointer).asString();
    }

    boolean is(String pointer) {
        return data.at(pointer).asBoolean();
    }

    /// `#1 Title`.
    String numbered(String what) {
        return "#" + at("/" + what + "/number") + " " + at("/" + what + "/title");
    }
}
