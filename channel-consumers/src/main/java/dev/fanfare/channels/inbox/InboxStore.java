package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.InboxPlace;
import dev.fanfare.schemas.Names;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What may happen to inboxes. The counts move only when an item does, so they always agree with the items.
final class InboxStore {

    /// Items that a person keeps; the oldest make way.
    static final int MOST_ITEMS = 500;

    private final KeyValueStore<String, InboxEntry> store;

    InboxStore(KeyValueStore<String, InboxEntry> store) {
        this.store = store;
    }

    /// The same delivery again changes nothing.
    void add(Delivery delivery, Instant now) {
        String recipient = delivery.getRecipient();
        String id = delivery.getId();
        if (place(recipient, id) != null) {
            return;
        }
        InboxCount count = count(recipient);
        Instant createdAt = after(count.getLast(), now);
        InboxPlace place = new InboxPlace(recipient, id, createdAt);
        put(InboxKeys.place(recipient, id), place);
        put(InboxKeys.item(recipient, createdAt, id), item(delivery, createdAt));
        if (delivery.getExpiresAt() != null) {
            put(InboxKeys.due(delivery.getExpiresAt(), recipient, id), place);
        }
        put(InboxKeys.count(recipient), new InboxCount(count.getUnread() + 1, count.getTotal() + 1, createdAt));
        if (count.getTotal() + 1 > MOST_ITEMS) {
            removeOldest(recipient);
        }
    }

    void read(String recipient, String id, Instant at) {
        change(
                recipient,
                id,
                item -> item.getReadAt() != null
                        ? item
                        : InboxItem.newBuilder(item).setReadAt(at).build());
    }

    void dismiss(String recipient, String id, Instant at) {
        change(
                recipient,
                id,
                item -> item.getDismissedAt() != null
                        ? item
                        : InboxItem.newBuilder(item).setDismissedAt(at).build());
    }

    void readAll(String recipient, Instant at) {
        List<String> unread = new ArrayList<>();
        try (KeyValueIterator<String, InboxEntry> items =
                store.range(InboxKeys.beforeItems(recipient), InboxKeys.afterItems(recipient))) {
            items.forEachRemaining(next -> {
                if (next.value.getContent() instanceof InboxItem item && unread(item)) {
                    unread.add(item.getId());
                }
            });
        }
        unread.forEach(id -> read(recipient, id, at));
        touch(recipient);
    }

    /// Ends what has expired, the earliest first, at most `most` items.
    void expire(Instant now, int most) {
        List<KeyValue<String, InboxEntry>> due = new ArrayList<>();
        try (KeyValueIterator<String, InboxEntry> ends =
                store.range(InboxKeys.dueUntil(Instant.EPOCH), InboxKeys.dueUntil(now.plusMillis(1)))) {
            while (ends.hasNext() && due.size() < most) {
                due.add(ends.next());
            }
        }
        due.forEach(end -> {
            if (end.value.getContent() instanceof InboxPlace place) {
                remove(place);
            }
            store.delete(end.key);
        });
    }

    /// When the item ends that ends first, if any does.
    Optional<Instant> nextEnd() {
        try (KeyValueIterator<String, InboxEntry> ends =
                store.range(InboxKeys.dueUntil(Instant.EPOCH), InboxKeys.dueUntil(Instant.MAX))) {
            return ends.hasNext() ? Optional.of(InboxKeys.endOf(ends.next().key)) : Optional.empty();
        }
    }

    static boolean unread(InboxItem item) {
        return item.getReadAt() == null && item.getDismissedAt() == null;
    }

    private void change(String recipient, String id, UnaryOperator<InboxItem> how) {
        InboxPlace place = place(recipient, id);
        if (place != null && get(InboxKeys.item(recipient, place.getCreatedAt(), id)) instanceof InboxItem before) {
            InboxItem after = how.apply(before);
            put(InboxKeys.item(recipient, place.getCreatedAt(), id), after);
            less(recipient, unread(before) && !unread(after) ? 1 : 0, 0);
        } else {
            touch(recipient);
        }
    }

    /// Writes something, so that whoever waits for this action sees the store's position move past it.
    private void touch(String recipient) {
        less(recipient, 0, 0);
    }

    private void less(String recipient, int unread, int total) {
        InboxCount count = count(recipient);
        put(
                InboxKeys.count(recipient),
                new InboxCount(count.getUnread() - unread, count.getTotal() - total, count.getLast()));
    }

    private void removeOldest(String recipient) {
        InboxPlace oldest = null;
        try (KeyValueIterator<String, InboxEntry> items =
                store.reverseRange(InboxKeys.beforeItems(recipient), InboxKeys.afterItems(recipient))) {
            if (items.hasNext() && items.next().value.getContent() instanceof InboxItem item) {
                oldest = new InboxPlace(recipient, item.getId(), item.getCreatedAt());
            }
        }
        if (oldest != null) {
            remove(oldest);
        }
    }

    private void remove(InboxPlace place) {
        String key = InboxKeys.item(place.getRecipient(), place.getCreatedAt(), place.getId());
        if (get(key) instanceof InboxItem item) {
            store.delete(key);
            store.delete(InboxKeys.place(place.getRecipient(), place.getId()));
            if (item.getExpiresAt() != null) {
                store.delete(InboxKeys.due(item.getExpiresAt(), place.getRecipient(), place.getId()));
            }
            less(place.getRecipient(), unread(item) ? 1 : 0, 1);
        }
    }

    private InboxCount count(String recipient) {
        return get(InboxKeys.count(recipient)) instanceof InboxCount count ? count : new InboxCount(0, 0, null);
    }

    private @Nullable InboxPlace place(String recipient, String id) {
        return get(InboxKeys.place(recipient, id)) instanceof InboxPlace place ? place : null;
    }

    private @Nullable Object get(String key) {
        InboxEntry entry = store.get(key);
        return entry == null ? null : entry.getContent();
    }

    private void put(String key, Object content) {
        store.put(key, new InboxEntry(content));
    }

    private static Instant after(@Nullable Instant last, Instant now) {
        Instant exact = now.truncatedTo(ChronoUnit.MILLIS);
        return last == null || exact.isAfter(last) ? exact : last.plusMillis(1);
    }

    private static InboxItem item(Delivery delivery, Instant now) {
        return InboxItem.newBuilder()
                .setId(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setTitle(delivery.getTitle())
                .setBody(delivery.getBody())
                .setUrl(delivery.getUrl())
                .setIcon(delivery.getIcon())
                .setData(delivery.getData())
                .setPriority(Names.of(delivery.getPriority()))
                .setCreatedAt(now)
                .setExpiresAt(delivery.getExpiresAt())
                .build();
    }
}
