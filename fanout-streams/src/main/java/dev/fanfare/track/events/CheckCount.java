package dev.fanfare.track.events;

import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventKey;
import java.util.Optional;

/// Says what is wrong with a message that can be read and yet has no place in the store.
public final class CheckCount {

    private CheckCount() {}

    public static Optional<String> fault(CountMessage message) {
        return switch (message.getContent()) {
            case EventAdmitted head -> key(head.getKey());
            case EventDelta delta -> key(delta.getKey());
            default -> Optional.of("neither a head nor a delta");
        };
    }

    private static Optional<String> key(String key) {
        return key.length() == EventKey.LENGTH ? Optional.empty() : Optional.of("no event key: " + key);
    }
}
