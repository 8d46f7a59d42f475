package dev.fanfare.fanout.steer;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.SteeredEvent;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The events that commands were about, as one partition of recipients knows them; each until it is forgotten.
public final class SteeredEvents {

    /// The store's name.
    public static final String STORE = "steered-events";

    private static final StoreCodec<SteeredEvent> CODEC = StoreCodec.of(SteeredEvent.class);

    private final KeyValueStore<Bytes, byte[]> store;

    public SteeredEvents(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// On disk, with a changelog; declared by the topology, since several steps use it.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// What holds of this event, or null where no command was about it.
    public @Nullable Steering find(String event) {
        byte[] found = store.get(key(event));
        return found == null ? null : CODEC.decode(found).getSteering();
    }

    /// Obeys a command; obeying it again changes nothing.
    public void obey(EventCommand command) {
        if (command.getKind() == CommandKind.FORGET) {
            store.delete(key(command.getEvent()));
            return;
        }
        Optional<Steering> after = Steer.after(find(command.getEvent()), command);
        after.ifPresent(now -> store.put(key(command.getEvent()), CODEC.encode(new SteeredEvent(now))));
    }

    private static Bytes key(String event) {
        return Bytes.wrap(event.getBytes(StandardCharsets.UTF_8));
    }
}
