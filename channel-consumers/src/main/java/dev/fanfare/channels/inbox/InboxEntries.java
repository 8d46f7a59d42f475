package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.InboxPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The store's entries, by what they are.
final class InboxEntries {

    private static final InboxCount NONE = new InboxCount(0, 0, null);

    private final KeyValueStore<String, InboxEntry> store;
    /// No item came before it: to read over what was deleted is slow.
    private String firstCame = InboxKeys.cameBy(Instant.EPOCH);

    InboxEntries(KeyValueStore<String, InboxEntry> store) {
        this.store = store;
    }

    InboxCount count(String recipient) {
        return get(InboxKeys.count(recipient)) instanceof InboxCount count ? count : NONE;
    }

    @Nullable
    InboxPlace place(String recipient, String id) {
        return get(InboxKeys.place(recipient, id)) instanceof InboxPlace place ? place : null;
    }

    @Nullable
    InboxItem item(InboxPlace place) {
        return get(key(place)) instanceof InboxItem item ? item : null;
    }

    /// A person's items for which this holds, the newest first.
    List<InboxItem> items(String recipient, Predicate<InboxItem> wanted) {
        List<InboxItem> found = new ArrayList<>();
        try (var range = store.range(InboxKeys.beforeItems(recipient), InboxKeys.afterItems(recipient))) {
            range.forEachRemaining(next -> {
                if (next.value.getContent() instanceof InboxItem item && wanted.test(item)) {
                    found.add(item);
                }
            });
        }
        return found;
    }

    Optional<InboxItem> oldest(String recipient) {
        try (var range = store.reverseRange(InboxKeys.beforeItems(recipient), InboxKeys.afterItems(recipient))) {
            return range.hasNext() && range.next().value.getContent() instanceof InboxItem item
                    ? Optional.of(item)
                    : Optional.empty();
        }
    }

    /// When the item ends that ends first, if any does.
    Optional<Instant> nextEnd() {
        try (var ends = ends(Instant.MAX)) {
            return ends.hasNext() ? Optional.of(InboxKeys.endOf(ends.next().key)) : Optional.empty();
        }
    }

    /// The places of items that end by then, the earliest first; their ends are forgotten.
    List<InboxPlace> takeEnded(Instant now, int most) {
        List<KeyValue<String, InboxEntry>> due = new ArrayList<>();
        try (var ends = ends(now.plusMillis(1))) {
            while (ends.hasNext() && due.size() < most) {
                due.add(ends.next());
            }
        }
        due.forEach(end -> store.delete(end.key));
        return due.stream().map(end -> (InboxPlace) end.value.getContent()).toList();
    }

    /// When the item came that came first.
    Optional<Instant> firstCame() {
        try (var items = store.range(firstCame, InboxKeys.cameBy(Instant.MAX))) {
            return items.hasNext() ? Optional.of(InboxKeys.cameAt(items.next().key)) : Optional.empty();
        }
    }

    /// The places of items that came by then, the first ones first; when they came is forgotten.
    List<InboxPlace> takeOld(Instant time, int most) {
        List<KeyValue<String, InboxEntry>> found = new ArrayList<>();
        String behind = InboxKeys.cameBy(time.plusMillis(1));
        if (firstCame.compareTo(behind) > 0) {
            return List.of();
        }
        try (var items = store.range(firstCame, behind)) {
            while (items.hasNext() && found.size() < most) {
                KeyValue<String, InboxEntry> item = items.next();
                firstCame = found.isEmpty() ? item.key : firstCame;
                found.add(item);
            }
        }
        found.forEach(item -> store.delete(item.key));
        return found.stream().map(item -> (InboxPlace) item.value.getContent()).toList();
    }

    void putCount(String recipient, InboxCount count) {
        put(InboxKeys.count(recipient), count);
    }

    void deleteCount(String recipient) {
        store.delete(InboxKeys.count(recipient));
    }

    void putItem(InboxPlace place, InboxItem item) {
        put(key(place), item);
    }

    void putNew(InboxPlace place, InboxItem item) {
        putItem(place, item);
        put(InboxKeys.place(place.getRecipient(), place.getId()), place);
        String came = came(place);
        put(came, place);
        firstCame = came.compareTo(firstCame) < 0 ? came : firstCame;
        if (item.getExpiresAt() != null) {
            put(InboxKeys.due(item.getExpiresAt(), place.getRecipient(), place.getId()), place);
        }
    }

    void delete(InboxPlace place, InboxItem item) {
        store.delete(key(place));
        store.delete(InboxKeys.place(place.getRecipient(), place.getId()));
        store.delete(came(place));
        if (item.getExpiresAt() != null) {
            store.delete(InboxKeys.due(item.getExpiresAt(), place.getRecipient(), place.getId()));
        }
    }

    private KeyValueIterator<String, InboxEntry> ends(Instant before) {
        return store.range(InboxKeys.dueUntil(Instant.EPOCH), InboxKeys.dueUntil(before));
    }

    private static String came(InboxPlace place) {
        return InboxKeys.came(place.getCreatedAt(), place.getRecipient(), place.getId());
    }

    private static String key(InboxPlace place) {
        return InboxKeys.item(place.getRecipient(), place.getCreatedAt(), place.getId());
    }

    private @Nullable Object get(String key) {
        InboxEntry entry = store.get(key);
        return entry == null ? null : entry.getContent();
    }

    private void put(String key, Object content) {
        store.put(key, new InboxEntry(content));
    }
}
