package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// The inbox's Streams application, and what may be asked of the part of the store that is here.
public final class Inbox implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final Topics topics;
    private final InstantSource clock;
    private final Optional<HostInfo> self;

    /// Which items of a person's are asked for.
    ///
    /// @param type of the event; null for every type
    /// @param after the key of the last item seen; null for the newest
    record Wanted(
            boolean unreadOnly,
            boolean dismissedToo,
            @Nullable String type,
            @Nullable String after,
            int limit) {}

    /// @param next the key to go on behind; null where this was the end
    record Page(List<InboxItem> items, @Nullable String next) {}

    public Inbox(InboxSettings settings, Topics topics, Codecs codecs, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
        this.self = Optional.ofNullable(HostInfo.buildFromEndpoint(settings.self()));
        this.streams = new KafkaStreams(
                InboxTopology.build(topics, codecs, clock),
                new StreamsConfig(settings.config(topics.group(InboxTopology.NAME))));
        streams.setUncaughtExceptionHandler(new ReplaceThread());
    }

    public void start() {
        streams.start();
    }

    @Override
    public void close() {
        streams.close(STOP_PATIENCE);
    }

    /// Running, or handing over partitions; everything else serves nobody.
    public KafkaStreams.State state() {
        return streams.state();
    }

    /// Another instance that this person's inbox stands on; nothing where it is this one.
    ///
    /// @throws InboxAway where nobody owns it just now
    Optional<HostInfo> owner(String recipient) {
        if (self.isEmpty()) {
            return Optional.empty();
        }
        HostInfo active = metadata(recipient);
        return active.equals(self.get()) ? Optional.empty() : Optional.of(active);
    }

    Page list(String recipient, Wanted wanted) {
        String from = wanted.after() == null
                ? InboxKeys.beforeItems(recipient)
                : InboxKeys.beforeItems(recipient) + wanted.after() + "\n";
        Instant now = clock.instant();
        List<InboxItem> items = new ArrayList<>();
        String last = null;
        RangeQuery<String, InboxEntry> query = RangeQuery.withRange(from, InboxKeys.afterItems(recipient));
        try (KeyValueIterator<String, InboxEntry> range = ask(recipient, query).getResult()) {
            while (range.hasNext()) {
                if (items.size() == wanted.limit()) {
                    return new Page(items, last);
                }
                var next = range.next();
                last = next.key.substring(InboxKeys.beforeItems(recipient).length());
                if (next.value.getContent() instanceof InboxItem item && shown(item, wanted, now)) {
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

    /// Whether the action that stands at this offset shows in the store.
    boolean inForce(String recipient, long offset) {
        Position position = Position.emptyPosition()
                .withComponent(
                        topics.inboxActions().name(), topics.partitioning().of(recipient), offset);
        KeyQuery<String, InboxEntry> query = KeyQuery.withKey(InboxKeys.count(recipient));
        // Streams ignores the bound of a request that requires the active task.
        return query(recipient, request(query).withPositionBound(PositionBound.at(position)))
                .isSuccess();
    }

    private static boolean shown(InboxItem item, Wanted wanted, Instant now) {
        boolean ended = item.getExpiresAt() != null && !now.isBefore(item.getExpiresAt());
        return !ended
                && (wanted.dismissedToo() || item.getDismissedAt() == null)
                && (!wanted.unreadOnly() || InboxStore.unread(item))
                && (wanted.type() == null || wanted.type().equals(item.getType()));
    }

    private @Nullable Object get(String recipient, String key) {
        KeyQuery<String, InboxEntry> query = KeyQuery.withKey(key);
        InboxEntry entry = ask(recipient, query).getResult();
        return entry == null ? null : entry.getContent();
    }

    private <R> QueryResult<R> ask(String recipient, Query<R> query) {
        QueryResult<R> result = query(recipient, request(query).requireActive());
        if (result.isFailure()) {
            throw new InboxAway("the inbox's partition is moving: " + result.getFailureReason());
        }
        return result;
    }

    private static <R> StateQueryRequest<R> request(Query<R> query) {
        return StateQueryRequest.inStore(InboxTopology.STORE).withQuery(query);
    }

    private <R> QueryResult<R> query(String recipient, StateQueryRequest<R> request) {
        int partition = topics.partitioning().of(recipient);
        try {
            return Objects.requireNonNull(streams.query(request.withPartitions(Set.of(partition)))
                    .getPartitionResults()
                    .get(partition));
        } catch (InvalidStateStoreException | IllegalStateException away) {
            throw new InboxAway("the inbox is starting or stopping");
        }
    }

    private HostInfo metadata(String recipient) {
        try {
            int partition = topics.partitioning().of(recipient);
            var found = streams.queryMetadataForKey(
                    InboxTopology.STORE, recipient, (_, _, _, _) -> Optional.of(Set.of(partition)));
            if (found == null || found.activeHost().equals(HostInfo.unavailable())) {
                throw new InboxAway("nobody owns the inbox's partition just now");
            }
            return found.activeHost();
        } catch (InvalidStateStoreException | IllegalStateException away) {
            throw new InboxAway("the inbox is starting or stopping");
        }
    }
}
