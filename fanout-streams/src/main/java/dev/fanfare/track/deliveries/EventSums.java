package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// What a partition knows of each event as a whole; a cache before it writes what changes with every record once for
/// each commit.
///
/// - `p`, event key (22): changes of its counts that wait to be forwarded.
/// - `l`, event key (22): its [EventShare], if it comes in several chunks.
/// - `n`: what was sent in a day, and what became of it ([dev.fanfare.track.analytics.DaySums]).
/// - `b`, `g`, `w`: what ended on each channel ([dev.fanfare.track.channels.ChannelSums]).
final class EventSums {

    static final String NAME = "event-sums";

    private static final StoreCodec<EventDelta> DELTA = StoreCodec.of(EventDelta.class);
    private static final char PENDING = 'p';
    private static final char SHARE = 'l';

    private final KeyValueStore<Bytes, byte[]> store;

    EventSums(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    EventShare share(String event) {
        byte[] found = store.get(key(SHARE, event));
        return found == null ? EventShare.NONE : EventShare.decode(found);
    }

    void put(String event, EventShare share) {
        store.put(key(SHARE, event), share.encode());
    }

    void deleteShare(String event) {
        store.delete(key(SHARE, event));
    }

    void putPending(EventDelta delta) {
        store.put(key(PENDING, delta.getKey()), DELTA.encode(delta));
    }

    void deletePending(String event) {
        store.delete(key(PENDING, event));
    }

    /// What was left to forward when the task last stopped.
    List<EventDelta> pending() {
        List<EventDelta> pending = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> left = store.range(key(PENDING, ""), key((char) (PENDING + 1), ""))) {
            left.forEachRemaining(entry -> pending.add(DELTA.decode(entry.value)));
        }
        return pending;
    }

    private static Bytes key(char kind, String event) {
        return Bytes.wrap((kind + event).getBytes(StandardCharsets.UTF_8));
    }
}
