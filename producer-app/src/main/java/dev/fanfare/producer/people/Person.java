package dev.fanfare.producer.people;

import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A person as a call sends one: addresses, and perhaps preferences beside them.
record Person(Recipient recipient, @Nullable Preferences preferences) {

    static Person read(JsonNode json, @Nullable String path) {
        Fields fields = Fields.of(json);
        Recipient recipient = ReadRecipient.read(fields, path);
        Preferences preferences = fields.object(ReadRecipient.PREFERENCES)
                .map(own -> ReadPreferences.read(own, recipient.getId()))
                .orElse(null);
        return new Person(recipient, preferences);
    }
}
