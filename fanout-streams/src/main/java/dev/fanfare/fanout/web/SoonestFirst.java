package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.WaitingThings;
import dev.fanfare.fanout.due.WaitingThings.Place;
import dev.fanfare.fanout.due.WaitingThings.Thing;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks what waits in several queues at once, soonest first, from a cursor on.
///
/// @param kinds why what is shown waits
/// @param until what is due then, or later, is left out
record SoonestFirst(
        int limit, Set<ScheduledKind> kinds, @Nullable Place behind, Instant until) {

    /// The longest name of what waits.
    private static final int OWNER_MOST = 64;
    /// Time and name.
    static final int CURSOR_BYTES = Long.BYTES + OWNER_MOST;
    /// Looked at for one page, where few are of the kind that is asked for.
    private static final int LOOKS_MOST = 5_000;

    /// One queue, and how what waits there is shown.
    record Queue(ReadOnlyKeyValueStore<Bytes, byte[]> store, DueKeys keys, Function<Thing, ScheduledView> view) {}

    /// @throws org.springframework.web.server.ResponseStatusException 400 where `cursor` is none of ours
    static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Page.after(cursor, CURSOR_BYTES));
        Instant due = Instant.ofEpochMilli(bytes.getLong());
        String padded = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        int end = padded.indexOf('\0');
        return new Place(due, end < 0 ? padded : padded.substring(0, end));
    }

    /// Shorter names are filled up with zeros, which keeps their order.
    static byte[] key(Place place) {
        return ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(place.due().toEpochMilli())
                .put(place.owner().getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    Page<ScheduledView> page(List<Queue> queues) {
        List<Walk> open = new ArrayList<>();
        try {
            queues.forEach(queue ->
                    open.add(new Walk(new WaitingThings(queue.store(), queue.keys(), behind, until), queue.view())));
            PriorityQueue<Walk> walks = new PriorityQueue<>(
                    Comparator.comparing(walk -> walk.things().place()));
            open.stream().filter(walk -> walk.things().hasNext()).forEach(walks::add);
            return page(walks);
        } finally {
            open.forEach(walk -> walk.things().close());
        }
    }

    private record Walk(WaitingThings things, Function<Thing, ScheduledView> view) {}

    private Page<ScheduledView> page(PriorityQueue<Walk> walks) {
        List<ScheduledView> items = new ArrayList<>();
        for (int looks = 1; !walks.isEmpty(); looks++) {
            Walk walk = walks.remove();
            ScheduledView item = walk.view().apply(walk.things().next());
            if (kinds.contains(item.why())) {
                items.add(item);
            }
            if (walk.things().hasNext()) {
                walks.add(walk);
            }
            if ((items.size() == limit || looks == LOOKS_MOST) && !walks.isEmpty()) {
                return new Page<>(items, Cursor.of(key(new Place(item.due(), item.id()))));
            }
        }
        return new Page<>(items, null);
    }
}
