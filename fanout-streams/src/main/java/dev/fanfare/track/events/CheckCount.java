package dev.fanfare.track.events;

import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.EventSteered;
import java.util.Optional;

/// Says what is wrong with a message that can be read and yet has no place in the store.
public final class CheckCount {

    private CheckCount() {}

    public static Optional<String> fault(CountMessage message) {
        return switch (message.getContent()) {
            case EventAdmitted head -> key(head.getKey());
            case EventDelta delta -> key(delta.getKey());
            case EventSteered steered -> key(steered.getKey());
            default -> Optional.of("neither a head, a delta nor a command");
        };
    }

    private static Optional<String> key(String key) {
        return key.length() == EventKey.LENGTH ? Optional.empty() : Optional.of("no event key: " + key);
    }
}
