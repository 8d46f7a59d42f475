package dev.fanfare.fanout.steer;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.SteeredEvent;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The events that commands were about, as one partition of recipients knows them; each until it is forgotten.
public final class SteeredEvents {

    /// The store's name.
    public static final String STORE = "steered-events";

    private static final StoreCodec<SteeredEvent> CODEC = StoreCodec.of(SteeredEvent.class);

    private static final int HASHES = 1 << 16;

    private final KeyValueStore<Bytes, byte[]> store;
    /// Of the keys that may stand in the store: of most events nothing was asked, and that needs no look.
    private final BitSet asked = new BitSet(HASHES);

    /// @param store into which others put only what this obeys as well
    public SteeredEvents(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                asked.set(hash(all.next().key));
            }
        }
    }

    /// On disk, with a changelog; declared by the topology, since several steps use it.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// What holds of this event, or null where no command was about it.
    public @Nullable Steering find(String event) {
        Bytes key = key(event);
        byte[] found = asked.get(hash(key)) ? store.get(key) : null;
        return found == null ? null : CODEC.decode(found).getSteering();
    }

    /// Obeys a command; obeying it again changes nothing.
    public void obey(EventCommand command) {
        if (command.getKind() == CommandKind.FORGET) {
            store.delete(key(command.getEvent()));
            return;
        }
        asked.set(hash(key(command.getEvent())));
        Optional<Steering> after = Steer.after(find(command.getEvent()), command);
        after.ifPresent(now -> store.put(key(command.getEvent()), CODEC.encode(new SteeredEvent(now))));
    }

    private static int hash(Bytes key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & HASHES - 1;
    }

    private static Bytes key(String event) {
        return Bytes.wrap(event.getBytes(StandardCharsets.UTF_8));
    }
}
