package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Said;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// What deliveries said: it stands with their chunk, once for all who were told the same, and is never written again,
/// however often a delivery moves.
final class KeptWords {

    private static final String NOTHING = "";

    private KeptWords() {}

    /// Says in the record of a chunk's delivery where its words are.
    static void refer(DeliveryStatus status, Chunk chunk, int entry, long offset) {
        int place = place(chunk, entry);
        if (place >= 0) {
            status.setSaidIn(offset);
            status.setSaid(place);
        }
    }

    /// The person of this entry was erased: words that nobody else was told go.
    static void takeBack(Chunk chunk, int entry) {
        int place = place(chunk, entry);
        if (place >= 0) {
            takeBack(chunk.getSaid().get(place));
        }
    }

    /// The person of this delivery was erased: words that nobody else was told go, and the record knows none.
    static void takeBack(DeliveryStore store, DeliveryStatus status) {
        if (status.getSaidIn() == null) {
            return;
        }
        Bytes key = DeliveryKeys.chunk(status.getEvent(), status.getSaidIn());
        ChunkDeliveries chunk = store.chunk(key);
        if (chunk != null && status.getSaid() < chunk.getSaid().size()) {
            takeBack(chunk.getSaid().get(status.getSaid()));
            store.put(key, chunk);
        }
    }

    private static void takeBack(Said said) {
        said.setDeliveries(said.getDeliveries() - 1);
        if (said.getDeliveries() <= 0) {
            said.setTitle(NOTHING);
            said.setText(NOTHING);
        }
    }

    /// What a delivery said; null where that is not kept.
    static @Nullable Said of(ReadOnlyKeyValueStore<Bytes, byte[]> store, DeliveryStatus status) {
        if (status.getSaidIn() == null) {
            return null;
        }
        byte[] found = store.get(DeliveryKeys.chunk(status.getEvent(), status.getSaidIn()));
        ChunkDeliveries chunk = found == null ? null : DeliveryStore.CHUNK.decode(found);
        return chunk == null || status.getSaid() >= chunk.getSaid().size()
                ? null
                : chunk.getSaid().get(status.getSaid());
    }

    private static int place(Chunk chunk, int entry) {
        return entry < chunk.getSaidBy().size()
                        && chunk.getSaidBy().get(entry) < chunk.getSaid().size()
                ? chunk.getSaidBy().get(entry)
                : -1;
    }
}
