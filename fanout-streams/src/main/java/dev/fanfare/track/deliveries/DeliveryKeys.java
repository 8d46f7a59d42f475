package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/// Where things stand in the store of deliveries; its order answers every question with one walk.
///
/// - `d`, recipient hash (4), time of acceptance reversed (8), rest of the delivery id (16): a delivery. So a
///   recipient's stand together, newest first, and an outcome finds its own without an index.
/// - `e`, event key (22), offset of the chunk (8): the deliveries of one chunk of an event.
/// - `c`, time (8), event key (22), offset of the chunk (8): the chunks in the order in which they are looked at for
/// what may be dropped.
/// - `x`, `y`: who was erased ([ErasureMarks]); `z`, recipient: an erasure under way ([ErasureWork]).
final class DeliveryKeys {

    static final int ID = DeliveryId.BYTES;
    static final char CHUNKS_BY_TIME = 'c';
    private static final int HASH = 4;
    private static final int TIME = 8;
    private static final int TAG = 1;
    /// Bytes of a delivery's key.
    static final int DELIVERY = TAG + ID + TIME;

    private DeliveryKeys() {}

    /// The twenty bytes of a delivery id, or nothing where it is none.
    static Optional<byte[]> id(String delivery) {
        return DeliveryId.bytes(delivery);
    }

    /// The delivery id of twenty bytes.
    static String name(byte[] id) {
        return DeliveryId.of(id);
    }

    static Bytes delivery(byte[] id, long acceptedAt) {
        return Bytes.wrap(ByteBuffer.allocate(TAG + ID + TIME)
                .put((byte) 'd')
                .put(id, 0, HASH)
                .putLong(Long.MAX_VALUE - acceptedAt)
                .put(id, HASH, ID - HASH)
                .array());
    }

    /// The id of the delivery under this key.
    static byte[] idAt(Bytes key) {
        byte[] bytes = key.get();
        byte[] id = Arrays.copyOfRange(bytes, TAG, TAG + ID);
        System.arraycopy(bytes, TAG + HASH + TIME, id, HASH, ID - HASH);
        return id;
    }

    /// When the event of the delivery under this key was accepted.
    static Instant acceptedAt(Bytes key) {
        return Instant.ofEpochMilli(
                Long.MAX_VALUE - ByteBuffer.wrap(key.get(), TAG + HASH, TIME).getLong());
    }

    /// The first and the last key that a recipient's deliveries may have.
    static Range recipient(int hash) {
        ByteBuffer first = ByteBuffer.allocate(TAG + ID + TIME).put((byte) 'd').putInt(hash);
        byte[] last = first.array().clone();
        Arrays.fill(last, TAG + HASH, last.length, (byte) 0xff);
        return new Range(Bytes.wrap(first.array()), Bytes.wrap(last));
    }

    /// The first key of a recipient's delivery of an event that was accepted before this.
    static Bytes acceptedBefore(int hash, long time) {
        return Bytes.wrap(ByteBuffer.allocate(TAG + HASH + TIME)
                .put((byte) 'd')
                .putInt(hash)
                .putLong(Long.MAX_VALUE - time + 1)
                .array());
    }

    /// What every delivery id of a recipient begins with.
    static int hash(String recipient) {
        return DeliveryId.recipientHash(DeliveryId.of("", recipient, Channel.IN_APP, ""))
                .orElseThrow();
    }

    static Bytes chunk(String event, long offset) {
        byte[] key = event.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(TAG + key.length + TIME)
                .put((byte) 'e')
                .put(key)
                .putLong(offset)
                .array());
    }

    /// The key of a chunk from what [#untagged] left of it.
    static Bytes chunk(byte[] untagged) {
        return Bytes.wrap(ByteBuffer.allocate(TAG + untagged.length)
                .put((byte) 'e')
                .put(untagged)
                .array());
    }

    static byte[] untagged(Bytes chunk) {
        return Arrays.copyOfRange(chunk.get(), TAG, chunk.get().length);
    }

    /// The key of a chunk's n-th delivery, from 0.
    static Bytes deliveryIn(ChunkDeliveries chunk, int n) {
        byte[] id = new byte[ID];
        chunk.getIds().get(n * ID, id);
        return delivery(id, chunk.getAcceptedAt().toEpochMilli());
    }

    /// The offset of the chunk under this key.
    static long offsetAt(Bytes key) {
        return ByteBuffer.wrap(key.get(), key.get().length - TIME, TIME).getLong();
    }

    /// The event of a chunk under this key.
    static String eventAt(Bytes chunk) {
        byte[] key = chunk.get();
        return new String(key, TAG, key.length - TAG - TIME, StandardCharsets.UTF_8);
    }

    /// Both ends are in it.
    record Range(Bytes first, Bytes last) {}
}
