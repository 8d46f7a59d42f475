package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.InboxPlace;
import dev.fanfare.schemas.LiveKind;
import dev.fanfare.schemas.Retention;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What may happen to inboxes. The counts move only when an item does, so they always agree with the items.
final class InboxStore {

    /// Oldest items that make way for a new one, where a person has more than the settings of now allow.
    private static final int MAKE_WAY = 10;

    private final InboxEntries entries;
    private final Retention retention;
    private final TellStreams streams;

    /// @param streams told of each change
    InboxStore(KeyValueStore<String, InboxEntry> store, Retention retention, TellStreams streams) {
        this.entries = new InboxEntries(store);
        this.retention = retention;
        this.streams = streams;
    }

    /// The same delivery again changes nothing. Where its event was accepted once more, after it was forgotten, it
    /// comes anew.
    void add(Delivery delivery, Instant now) {
        String recipient = delivery.getRecipient();
        InboxPlace known = entries.place(recipient, delivery.getId());
        if (known != null && !known.getCreatedAt().isBefore(delivery.getAcceptedAt())) {
            return;
        }
        if (known != null) {
            remove(known);
        }
        InboxCount count = entries.count(recipient);
        Instant createdAt = after(count.getLast(), now);
        InboxItem item = InboxItems.of(delivery, createdAt);
        entries.putNew(new InboxPlace(recipient, delivery.getId(), createdAt), item);
        entries.putCount(recipient, new InboxCount(count.getUnread() + 1, count.getTotal() + 1, createdAt));
        streams.tell(recipient, TellStreams.created(item, count.getUnread() + 1));
        int over = count.getTotal() + 1 - retention.inboxItems();
        for (int n = 0; n < Math.min(over, MAKE_WAY); n++) {
            entries.oldest(recipient).ifPresent(oldest -> remove(recipient, oldest));
        }
    }

    /// @return the item, where it was not read before
    Optional<InboxItem> read(String recipient, String id, Instant at) {
        Optional<InboxItem> read = markRead(recipient, id, at);
        if (read.isPresent()) {
            tell(recipient, LiveKind.READ, id);
        }
        return read;
    }

    void dismiss(String recipient, String id, Instant at) {
        Optional<InboxItem> changed = change(
                recipient,
                id,
                item -> item.getDismissedAt() != null
                        ? item
                        : InboxItem.newBuilder(item).setDismissedAt(at).build());
        if (changed.isPresent()) {
            tell(recipient, LiveKind.DISMISSED, id);
        }
    }

    /// @return those that were not read before
    List<InboxItem> readAll(String recipient, Instant at) {
        List<InboxItem> unread = entries.items(recipient, InboxStore::unread);
        unread.forEach(item -> markRead(recipient, item.getId(), at));
        touch(recipient);
        if (!unread.isEmpty()) {
            tell(recipient, LiveKind.UNREAD, "");
        }
        return unread;
    }

    /// Takes out all of events that were accepted before this; where nothing is left, the count as well.
    void erase(String recipient, Instant at) {
        List<InboxItem> before =
                entries.items(recipient, item -> acceptedAt(item).isBefore(at));
        before.forEach(item -> takeOut(recipient, item));
        if (!before.isEmpty()) {
            tell(recipient, LiveKind.RESET, "");
        }
        if (entries.count(recipient).getTotal() == 0) {
            entries.deleteCount(recipient);
        }
    }

    /// Ends what has expired or is old enough, the earliest first, at most `most` items of each.
    void expire(Instant now, int most) {
        entries.takeEnded(now, most).forEach(this::remove);
        entries.takeOld(now.minus(retention.inbox()), most).forEach(this::remove);
    }

    /// When the item ends that ends first, if there is any.
    Optional<Instant> nextEnd() {
        return Stream.of(entries.nextEnd(), entries.firstCame().map(this::oldAt))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /// When an item that came then is old enough to go.
    Instant oldAt(Instant createdAt) {
        return createdAt.plus(retention.inbox());
    }

    static boolean unread(InboxItem item) {
        return item.getReadAt() == null && item.getDismissedAt() == null;
    }

    private Optional<InboxItem> markRead(String recipient, String id, Instant at) {
        return change(
                recipient,
                id,
                item -> item.getReadAt() != null
                        ? item
                        : InboxItem.newBuilder(item).setReadAt(at).build());
    }

    /// @return the item, where it is another one now
    private Optional<InboxItem> change(String recipient, String id, UnaryOperator<InboxItem> how) {
        InboxPlace place = entries.place(recipient, id);
        InboxItem before = place == null ? null : entries.item(place);
        if (place == null || before == null) {
            touch(recipient);
            return Optional.empty();
        }
        InboxItem after = how.apply(before);
        entries.putItem(place, after);
        less(recipient, unread(before) && !unread(after) ? 1 : 0, 0);
        return after == before ? Optional.empty() : Optional.of(after);
    }

    private void remove(InboxPlace place) {
        InboxItem item = entries.item(place);
        if (item != null) {
            remove(place.getRecipient(), item);
        }
    }

    private void remove(String recipient, InboxItem item) {
        takeOut(recipient, item);
        if (item.getDismissedAt() == null) {
            tell(recipient, LiveKind.DISMISSED, item.getId());
        }
    }

    private void tell(String recipient, LiveKind kind, String delivery) {
        streams.tell(
                recipient,
                TellStreams.change(kind, delivery, entries.count(recipient).getUnread()));
    }

    private void takeOut(String recipient, InboxItem item) {
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

    private static Instant acceptedAt(InboxItem item) {
        return item.getAcceptedAt() == null ? item.getCreatedAt() : item.getAcceptedAt();
    }

    private static Instant after(@Nullable Instant last, Instant now) {
        Instant exact = now.truncatedTo(ChronoUnit.MILLIS);
        return last == null || exact.isAfter(last) ? exact : last.plusMillis(1);
    }
}
