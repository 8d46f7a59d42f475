package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// An order of events by time, the newest first: of all, of those of one type, of those with one correlation id, or of
/// those about one entity. A place in one of them is a place in each, so one cursor holds for all.
///
/// @param prefix what its keys begin with
record EventOrder(byte[] prefix) {

    private static final int TIME = 8;
    private static final int HASH = 8;
    private static final EventOrder ALL = new EventOrder(new byte[] {'t'});

    /// Bytes of a key without its prefix.
    static final int PLACE = TIME + EventKey.LENGTH;

    static EventOrder ofAll() {
        return ALL;
    }

    static EventOrder ofCorrelation(String id) {
        return about("c" + id);
    }

    static EventOrder ofType(String type) {
        return about("t" + type);
    }

    /// @param entity an entity's id, or `TYPE:ID`
    static EventOrder ofEntity(String entity) {
        return about("e" + entity);
    }

    /// Those in which an event stands; others may share the hash.
    static List<EventOrder> of(EventAdmitted head) {
        List<EventOrder> orders = new ArrayList<>();
        orders.add(ALL);
        orders.add(ofType(head.getType()));
        if (head.getCorrelationId() != null) {
            orders.add(ofCorrelation(head.getCorrelationId()));
        }
        if (head.getEntityId() != null) {
            orders.add(ofEntity(head.getEntityId()));
        }
        if (head.getEntityId() != null && head.getEntityType() != null) {
            orders.add(ofEntity(head.getEntityType() + ":" + head.getEntityId()));
        }
        return orders;
    }

    private static EventOrder about(String what) {
        byte[] hash = Arrays.copyOf(Sha256.of(what.getBytes(StandardCharsets.UTF_8)), HASH);
        return new EventOrder(
                ByteBuffer.allocate(1 + HASH).put((byte) 'i').put(hash).array());
    }

    Bytes key(Instant acceptedAt, String event) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + PLACE)
                .put(prefix)
                .putLong(Long.MAX_VALUE - acceptedAt.toEpochMilli())
                .put(event.getBytes(StandardCharsets.UTF_8))
                .array());
    }

    /// The first key of what was accepted at `until` or before.
    Bytes from(Instant until) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + TIME)
                .put(prefix)
                .putLong(Long.MAX_VALUE - millis(until))
                .array());
    }

    /// Behind the last key of what was accepted at `since` or later.
    ///
    /// @param since null for however long ago
    Bytes last(@Nullable Instant since) {
        byte[] key = Arrays.copyOf(from(since == null ? Instant.EPOCH : since).get(), prefix.length + PLACE);
        Arrays.fill(key, prefix.length + TIME, key.length, (byte) 0xff);
        return Bytes.wrap(key);
    }

    /// A key as it stands in a cursor.
    byte[] place(Bytes key) {
        return Arrays.copyOfRange(key.get(), prefix.length, key.get().length);
    }

    /// The first key behind a place.
    Bytes behind(byte[] place) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + place.length + 1)
                .put(prefix)
                .put(place)
                .array());
    }

    /// The event under a key.
    String eventAt(Bytes key) {
        byte[] bytes = key.get();
        int at = prefix.length + TIME;
        return new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
    }

    /// Nothing was accepted before 1970 or in the year 10000.
    private static long millis(Instant time) {
        return Math.clamp(time.getEpochSecond(), 0, 253_402_300_800L) * 1_000 + time.getNano() / 1_000_000;
    }
}
