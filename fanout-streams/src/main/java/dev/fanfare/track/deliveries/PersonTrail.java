package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Said;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// What became of one event for one person, from what stands on the person's partition.
///
/// @param brief those without a record of their own, beyond the detail limit
record PersonTrail(List<DeliveryView> deliveries, List<Short> brief, List<TrailStep> trail) {

    /// @param channel null where that cannot be told from the person alone
    record Short(String id, @Nullable String channel, String state) {}

    /// The ids of all deliveries begin with the hash of their person, and stand with their chunks.
    static PersonTrail of(ReadOnlyKeyValueStore<Bytes, byte[]> store, String event, String recipient) {
        PersonTrail trail = new PersonTrail(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int hash = DeliveryKeys.hash(recipient);
        try (KeyValueIterator<Bytes, byte[]> chunks =
                store.range(DeliveryKeys.chunk(event, 0), DeliveryKeys.chunk(event, Long.MAX_VALUE))) {
            while (chunks.hasNext()) {
                ChunkDeliveries chunk = DeliveryStore.CHUNK.decode(chunks.next().value);
                ByteBuffer ids = chunk.getIds();
                int first = ids.position();
                for (int n = 0; n < ids.remaining() / DeliveryKeys.ID; n++) {
                    if (ids.getInt(first + n * DeliveryKeys.ID) == hash) {
                        trail.add(store, DeliveryKeys.deliveryIn(chunk, n), event, recipient);
                    }
                }
            }
        }
        trail.trail().sort((one, other) -> one.at().compareTo(other.at()));
        return trail;
    }

    private void add(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes key, String event, String recipient) {
        byte[] found = store.get(key);
        byte[] id = DeliveryKeys.idAt(key);
        if (found == null) {
            brief.add(new Short(DeliveryKeys.name(id), inbox(id, event, recipient), "QUEUED"));
        } else if (Brief.is(found)) {
            Brief known = Brief.decode(found);
            String channel = inbox(id, event, recipient);
            brief.add(new Short(DeliveryKeys.name(id), channel, known.state().name()));
            trail.addAll(TellTrail.of(DeliveryKeys.name(id), channel, known));
        } else {
            DeliveryStatus status = DeliveryStore.STATUS.decode(found);
            if (status.getRecipient().equals(recipient)) {
                deliveries.add(DeliveryView.of(key, status));
                trail.addAll(TellTrail.of(DeliveryKeys.name(id), status, said(store, status)));
            }
        }
    }

    /// Of what went into a digest, the digest's words.
    private static @Nullable Said said(ReadOnlyKeyValueStore<Bytes, byte[]> store, DeliveryStatus status) {
        Said own = KeptWords.of(store, status);
        String digest = status.getDigest();
        if (own != null || digest == null) {
            return own;
        }
        return ByRecipient.find(
                        store,
                        DeliveryKeys.id(digest).orElseThrow(),
                        DeliveryId.recipientHash(digest).orElseThrow())
                .map(sent -> KeptWords.of(store, sent))
                .orElse(null);
    }

    /// The channels whose address is the person's id.
    private static @Nullable String inbox(byte[] id, String event, String recipient) {
        Map<String, Channel> known = new LinkedHashMap<>();
        for (Channel channel : List.of(Channel.IN_APP, Channel.WEBSOCKET)) {
            known.put(DeliveryId.of(event, recipient, channel, recipient), channel);
        }
        Channel channel = known.get(DeliveryKeys.name(id));
        return channel == null ? null : Names.of(channel);
    }
}
