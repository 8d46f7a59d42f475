package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Lets tests of the topology look into the store of events.
public final class EventsInStore {

    public static final String NAME = EventStore.NAME;

    private EventsInStore() {}

    public static Optional<EventStatus> find(KeyValueStore<Bytes, byte[]> store, String key) {
        return Optional.ofNullable(EventStore.find(store, key));
    }

    public static EventState state(EventStatus status) {
        return EventState.of(status);
    }

    /// As the view of a cancelled event shows them.
    public static List<@Nullable Long> stoppedAndLeft(EventStatus status) {
        EventView view = EventView.of(status, Instant.EPOCH);
        return Arrays.asList(view.stopped(), view.left());
    }
}
