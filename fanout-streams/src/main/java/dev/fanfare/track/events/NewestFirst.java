package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks the events of several partitions at once, the newest first, from a cursor on.
///
/// The order is the same in every partition and on every instance, so one cursor holds for all of them.
final class NewestFirst {

    /// So many events are looked at for one page.
    private static final int MOST = 2_000;

    private final EventFilter filter;
    private final int limit;
    private final EventOrder order;
    private final Bytes first;
    private final Bytes last;

    NewestFirst(EventFilter filter, int limit, @Nullable String cursor) {
        this.filter = filter;
        this.limit = limit;
        this.order = filter.order();
        this.first = first(cursor);
        this.last = order.last(filter.first());
    }

    /// One partition's walk.
    private record Walk(ReadOnlyKeyValueStore<Bytes, byte[]> store, KeyValueIterator<Bytes, byte[]> keys) {}

    Page<EventView> page(List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, Instant now) {
        List<Walk> open = new ArrayList<>();
        try {
            for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
                open.add(new Walk(store, store.range(first, last)));
            }
            return page(merged(open), now);
        } finally {
            open.forEach(walk -> walk.keys().close());
        }
    }

    private Page<EventView> page(PriorityQueue<Walk> walks, Instant now) {
        List<EventView> items = new ArrayList<>();
        for (int looked = 1; !walks.isEmpty(); looked++) {
            Walk walk = walks.remove();
            Bytes key = walk.keys().next().key;
            EventStatus status = EventStore.find(walk.store(), order.eventAt(key));
            if (status != null && filter.fits(status)) {
                items.add(EventView.of(status, now));
            }
            if (walk.keys().hasNext()) {
                walks.add(walk);
            }
            if (!walks.isEmpty() && (items.size() == limit || looked == MOST)) {
                return new Page<>(items, Cursor.of(order.place(key)));
            }
        }
        return new Page<>(items, null);
    }

    private static PriorityQueue<Walk> merged(List<Walk> open) {
        PriorityQueue<Walk> walks = new PriorityQueue<>(
                Comparator.comparing((Walk walk) -> walk.keys().peekNextKey()));
        open.stream().filter(walk -> walk.keys().hasNext()).forEach(walks::add);
        return walks;
    }

    private Bytes first(@Nullable String cursor) {
        Instant end = filter.end();
        Bytes newest = order.from(end == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : end.minusMillis(1));
        if (cursor == null) {
            return newest;
        }
        Bytes next = order.behind(Page.after(cursor, EventOrder.PLACE));
        return next.compareTo(newest) > 0 ? next : newest;
    }
}
