package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.WaitingThings;
import dev.fanfare.fanout.due.WaitingThings.Place;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks what waits in several partitions at once, soonest first, from a cursor on.
///
/// @param until what is due then, or later, is left out
record SoonestFirst(int limit, @Nullable Place behind, Instant until) {

    /// Time and delivery id.
    static final int CURSOR_BYTES = Long.BYTES + DeliveryId.LENGTH;

    /// @throws org.springframework.web.server.ResponseStatusException 400 where `cursor` is none of ours
    static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Page.after(cursor, CURSOR_BYTES));
        Instant due = Instant.ofEpochMilli(bytes.getLong());
        return new Place(due, StandardCharsets.US_ASCII.decode(bytes).toString());
    }

    static byte[] key(Place place) {
        return ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(place.due().toEpochMilli())
                .put(place.owner().getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    Page<ScheduledView> page(List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        List<WaitingThings> open = new ArrayList<>();
        try {
            stores.forEach(store -> open.add(new WaitingThings(store, behind, until)));
            PriorityQueue<WaitingThings> walks = new PriorityQueue<>(Comparator.comparing(WaitingThings::place));
            open.stream().filter(WaitingThings::hasNext).forEach(walks::add);
            return page(walks);
        } finally {
            open.forEach(WaitingThings::close);
        }
    }

    private Page<ScheduledView> page(PriorityQueue<WaitingThings> walks) {
        List<ScheduledView> items = new ArrayList<>();
        while (!walks.isEmpty()) {
            WaitingThings walk = walks.remove();
            ScheduledView item = ScheduledView.of(walk.next());
            items.add(item);
            if (walk.hasNext()) {
                walks.add(walk);
            }
            if (items.size() == limit && !walks.isEmpty()) {
                return new Page<>(items, Cursor.of(key(new Place(item.due(), item.id()))));
            }
        }
        return new Page<>(items, null);
    }
}
