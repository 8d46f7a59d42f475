package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.InboxPlace;
import dev.fanfare.schemas.Names;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What may happen to inboxes. The counts move only when an item does, so they always agree with the items.
final class InboxStore {

    /// Items that a person keeps; the oldest make way.
    static final int MOST_ITEMS = 500;

    private final InboxEntries entries;

    InboxStore(KeyValueStore<String, InboxEntry> store) {
        this.entries = new InboxEntries(store);
    }

    /// The same delivery again changes nothing.
    void add(Delivery delivery, Instant now) {
        String recipient = delivery.getRecipient();
        if (entries.place(recipient, delivery.getId()) != null) {
            return;
        }
        InboxCount count = entries.count(recipient);
        Instant createdAt = after(count.getLast(), now);
        entries.putNew(new InboxPlace(recipient, delivery.getId(), createdAt), item(delivery, createdAt));
        entries.putCount(recipient, new InboxCount(count.getUnread() + 1, count.getTotal() + 1, createdAt));
        if (count.getTotal() + 1 > MOST_ITEMS) {
            entries.oldest(recipient).ifPresent(oldest -> remove(recipient, oldest));
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
        entries.items(recipient, InboxStore::unread).forEach(item -> read(recipient, item.getId(), at));
        touch(recipient);
    }

    /// Ends what has expired, the earliest first, at most `most` items.
    void expire(Instant now, int most) {
        for (InboxPlace place : entries.takeEnded(now, most)) {
            InboxItem item = entries.item(place);
            if (item != null) {
                remove(place.getRecipient(), item);
            }
        }
    }

    /// When the item ends that ends first, if any does.
    Optional<Instant> nextEnd() {
        return entries.nextEnd();
    }

    static boolean unread(InboxItem item) {
        return item.getReadAt() == null && item.getDismissedAt() == null;
    }

    private void change(String recipient, String id, UnaryOperator<InboxItem> how) {
        InboxPlace place = entries.place(recipient, id);
        InboxItem before = place == null ? null : entries.item(place);
        if (place == null || before == null) {
            touch(recipient);
            return;
        }
        InboxItem after = how.apply(before);
        entries.putItem(place, after);
        less(recipient, unread(before) && !unread(after) ? 1 : 0, 0);
    }

    private void remove(String recipient, InboxItem item) {
        entries.delete(new InboxPlace(recipient, item.getId(), item.getCreatedAt()), item);
        less(recipient, unread(item) ? 1 : 0, 1);
    }

    /// Writes something, so that whoever waits for this action sees the store's position move past it.
    private void touch(String recipient) {
        less(recipient, 0, 0);
    }

    private void less(String recipient, int unread, int total) {
        InboxCount count = entries.count(recipient);
        entries.putCount(
                recipient, new InboxCount(count.getUnread() - unread, count.getTotal() - total, count.getLast()));
    }

    private static Instant after(@Nullable Instant last, Instant now) {
        Instant exact = now.truncatedTo(ChronoUnit.MILLIS);
        return last == null || exact.isAfter(last) ? exact : last.plusMillis(1);
    }

    private static InboxItem item(Delivery delivery, Instant createdAt) {
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
                .setCreatedAt(createdAt)
                .setExpiresAt(delivery.getExpiresAt())
                .build();
    }
}
