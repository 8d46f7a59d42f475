package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks the dead letters of several partitions at once, the newest first, from a cursor on.
final class NewestLetters {

    /// So many heads are looked at for one page.
    private static final int MOST = 5_000;

    private final LetterQuery query;
    private final int limit;
    private final Bytes first;
    private final Bytes last;

    NewestLetters(LetterQuery query, int limit, @Nullable String cursor) {
        this.query = query;
        this.limit = limit;
        this.first = first(query, cursor);
        this.last = query.last();
    }

    Page<LetterView> page(List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        List<KeyValueIterator<Bytes, byte[]>> open = new ArrayList<>();
        try {
            if (first.compareTo(last) <= 0) {
                stores.forEach(store -> open.add(store.range(first, last)));
            }
            PriorityQueue<KeyValueIterator<Bytes, byte[]>> walks =
                    new PriorityQueue<>(Comparator.comparing(KeyValueIterator::peekNextKey));
            open.stream().filter(KeyValueIterator::hasNext).forEach(walks::add);
            return page(walks);
        } finally {
            open.forEach(KeyValueIterator::close);
        }
    }

    private Page<LetterView> page(PriorityQueue<KeyValueIterator<Bytes, byte[]>> walks) {
        List<LetterView> items = new ArrayList<>();
        for (int looked = 1; !walks.isEmpty(); looked++) {
            KeyValueIterator<Bytes, byte[]> walk = walks.remove();
            KeyValue<Bytes, byte[]> entry = walk.next();
            byte[] place = LetterKeys.placeOf(entry.key);
            LetterRow row = new LetterRow(place, LetterStore.HEAD.decode(entry.value));
            if (fits(query.filter(), row)) {
                items.add(LetterView.of(row));
            }
            if (walk.hasNext()) {
                walks.add(walk);
            }
            if (!walks.isEmpty() && (items.size() == limit || looked == MOST)) {
                return new Page<>(items, Cursor.of(place));
            }
        }
        return new Page<>(items, null);
    }

    private static boolean fits(LetterFilter filter, LetterRow row) {
        return FitLetter.fits(filter, row.head(), row.at());
    }

    private static Bytes first(LetterQuery query, @Nullable String cursor) {
        Bytes newest = query.first();
        if (cursor == null) {
            return newest;
        }
        Bytes next = LetterKeys.behind(query.kind(), Page.after(cursor, LetterKeys.PLACE));
        return next.compareTo(newest) > 0 ? next : newest;
    }
}
