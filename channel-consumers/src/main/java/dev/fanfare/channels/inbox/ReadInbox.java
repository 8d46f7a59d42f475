package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.Waiters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// What may be asked of inboxes that stand on this instance. Each question throws [InboxAway] while their partition
/// moves.
public final class ReadInbox {

    private final Inbox inbox;
    private final Topics topics;
    private final InstantSource clock;

    /// Which items of a person's are asked for.
    ///
    /// @param type of the event; null for every type
    /// @param after the place of the last item seen; null for the newest
    record Wanted(
            boolean unreadOnly,
            boolean dismissedToo,
            @Nullable String type,
            @Nullable String after,
            int limit) {

        boolean shows(InboxItem item, Instant now) {
            boolean ended = item.getExpiresAt() != null && !now.isBefore(item.getExpiresAt());
            return !ended
                    && (dismissedToo || item.getDismissedAt() == null)
                    && (!unreadOnly || InboxStore.unread(item))
                    && (type == null || type.equals(item.getType()));
        }
    }

    /// @param next the place to go on behind; null where this was the end
    record Page(List<InboxItem> items, @Nullable String next) {}

    public ReadInbox(Inbox inbox, Topics topics, InstantSource clock) {
        this.inbox = inbox;
        this.topics = topics;
        this.clock = clock;
    }

    Page list(String recipient, Wanted wanted) {
        Instant now = clock.instant();
        List<InboxItem> items = new ArrayList<>();
        String last = null;
        try (KeyValueIterator<String, InboxEntry> range = range(recipient, wanted.after())) {
            while (range.hasNext()) {
                if (items.size() == wanted.limit()) {
                    return new Page(items, last);
                }
                KeyValue<String, InboxEntry> next = range.next();
                last = InboxKeys.placeIn(next.key, recipient);
                if (next.value.getContent() instanceof InboxItem item && wanted.shows(item, now)) {
                    items.add(item);
                }
            }
        }
        return new Page(items, null);
    }

    int unread(String recipient) {
        return get(recipient, InboxKeys.count(recipient)) instanceof InboxCount count ? count.getUnread() : 0;
    }

    boolean has(String recipient, String delivery) {
        return get(recipient, InboxKeys.place(recipient, delivery)) != null;
    }

    /// Who waits for what was done to show here.
    Waiters actions() {
        return inbox.actions();
    }

    /// Whether the action that stands at this offset shows in the store.
    boolean inForce(String recipient, long offset) {
        Position position = Position.emptyPosition()
                .withComponent(
                        topics.inboxActions().name(), topics.partitioning().of(recipient), offset);
        KeyQuery<String, InboxEntry> query = KeyQuery.withKey(InboxKeys.count(recipient));
        // Streams ignores the bound of a request that requires the active task.
        return inbox.query(recipient, request(query).withPositionBound(PositionBound.at(position)))
                .isSuccess();
    }

    private KeyValueIterator<String, InboxEntry> range(String recipient, @Nullable String after) {
        RangeQuery<String, InboxEntry> query =
                RangeQuery.withRange(InboxKeys.behind(recipient, after), InboxKeys.afterItems(recipient));
        return ask(recipient, query);
    }

    private @Nullable Object get(String recipient, String key) {
        KeyQuery<String, InboxEntry> query = KeyQuery.withKey(key);
        InboxEntry entry = ask(recipient, query);
        return entry == null ? null : entry.getContent();
    }

    private <R> R ask(String recipient, Query<R> query) {
        QueryResult<R> result = inbox.query(recipient, request(query).requireActive());
        if (result.isFailure()) {
            throw new InboxAway("the inbox's partition is moving: " + result.getFailureReason());
        }
        return result.getResult();
    }

    private static <R> StateQueryRequest<R> request(Query<R> query) {
        return StateQueryRequest.inStore(InboxTopology.STORE).withQuery(query);
    }
}
