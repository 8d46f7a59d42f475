package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.serde.StoreCodec;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// Writes the store's values; older versions of their schema are named here once there are any.
final class InboxEntrySerde {

    private InboxEntrySerde() {}

    static Serde<InboxEntry> create() {
        StoreCodec<InboxEntry> codec = StoreCodec.of(InboxEntry.class);
        return Serdes.serdeFrom((_, entry) -> write(codec, entry), (_, bytes) -> read(codec, bytes));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private static byte[] write(StoreCodec<InboxEntry> codec, @Nullable InboxEntry entry) {
        return entry == null ? null : codec.encode(entry);
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private static InboxEntry read(StoreCodec<InboxEntry> codec, byte @Nullable [] bytes) {
        return bytes == null ? null : codec.decode(bytes);
    }
}
