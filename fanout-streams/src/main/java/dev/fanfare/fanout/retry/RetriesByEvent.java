package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.SteeringWalk;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// What waits of each event, and the walks over it that commands have begun; beside it in its store, where the due
/// queue
/// keeps what waits by event. What is in a digest is put beside that.
final class RetriesByEvent {

    private static final StoreCodec<SteeringWalk> WALKS = StoreCodec.of(SteeringWalk.class);
    private static final byte[] NOTHING = {};
    /// As the due queue's groups stand.
    private static final char INDEX = 'i';
    private static final char WALK = 'w';
    private static final char BETWEEN = '\n';

    private final KeyValueStore<Bytes, byte[]> store;

    RetriesByEvent(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// @param id of the digest that the event is in
    void add(String event, String id) {
        store.put(key(INDEX, event + BETWEEN + id), NOTHING);
    }

    /// Without a look at what was there.
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    void remove(String event, String id) {
        store.put(key(INDEX, event + BETWEEN + id), null);
    }

    /// Those of an event whose ids begin so.
    List<String> ids(String event, String beginning) {
        List<String> ids = new ArrayList<>();
        Bytes from = key(INDEX, event + BETWEEN + beginning);
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(from, key(INDEX, event + BETWEEN + beginning + Character.MAX_VALUE))) {
            while (entries.hasNext()) {
                ids.add(idAt(entries.next().key, event));
            }
        }
        return ids;
    }

    /// A walk over all of an event's, from the first one on.
    void beginWalk(String event) {
        store.put(key(WALK, event), WALKS.encode(new SteeringWalk("")));
    }

    /// The event of a walk that has not ended.
    Optional<String> walking() {
        try (KeyValueIterator<Bytes, byte[]> walks = store.range(key(WALK, ""), key((char) (WALK + 1), ""))) {
            return walks.hasNext() ? Optional.of(text(walks.peekNextKey().get(), 1)) : Optional.empty();
        }
    }

    /// The next ids of an event's walk, at most `most`; the walk ends where there are fewer.
    List<String> walkOn(String event, int most) {
        String last = WALKS.decode(store.get(key(WALK, event))).getLast();
        List<String> ids = new ArrayList<>();
        Bytes from = key(INDEX, event + BETWEEN + last + (last.isEmpty() ? "" : "\0"));
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, key(INDEX, event + (char) (BETWEEN + 1)))) {
            while (entries.hasNext() && ids.size() < most) {
                ids.add(idAt(entries.next().key, event));
            }
        }
        if (ids.size() < most) {
            store.delete(key(WALK, event));
        } else {
            store.put(key(WALK, event), WALKS.encode(new SteeringWalk(ids.getLast())));
        }
        return ids;
    }

    private static String idAt(Bytes key, String event) {
        return text(key.get(), 1 + event.getBytes(StandardCharsets.UTF_8).length + 1);
    }

    private static String text(byte[] key, int from) {
        return new String(key, from, key.length - from, StandardCharsets.UTF_8);
    }

    private static Bytes key(char kind, String name) {
        return Bytes.wrap((kind + name).getBytes(StandardCharsets.UTF_8));
    }
}
