package dev.fanfare.fanout.due;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// A store of the fan-out in memory, with the queues that stand in it.
public final class StoreInMemory {

    private StoreInMemory() {}

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> named(String name) {
        var inMemory = Stores.inMemoryKeyValueStore(name);
        if (name.startsWith("retries")) {
            return DueQueue.store(inMemory, DueKeys.WAITING, DueKeys.LEFT, DueKeys.TOLD);
        }
        return switch (name) {
            case "scheduled-events" ->
                DueQueue.store(inMemory, DueKeys.URGENT, DueKeys.HIGH, DueKeys.NORMAL, DueKeys.LOW);
            case "waiting-events", "early-commands" -> DueQueue.store(inMemory, DueKeys.WAITING);
            default -> Stores.keyValueStoreBuilder(inMemory, Serdes.Bytes(), Serdes.ByteArray());
        };
    }
}
