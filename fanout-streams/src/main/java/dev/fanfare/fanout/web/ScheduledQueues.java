package dev.fanfare.fanout.web;

import dev.fanfare.fanout.admit.ScheduledEvents;
import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.WaitingThings.Thing;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.fanout.web.SoonestFirst.Queue;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.Owners;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The queues of this instance: deliveries by their recipients' partitions, events by their own.
final class ScheduledQueues {

    static final Set<String> STORES = Set.of(Retries.STORE, ScheduledEvents.STORE);

    private final Owners owners;
    private final int partitions;
    private final Codec<Event> events;

    ScheduledQueues(Owners owners, Topics topics, Codecs codecs) {
        this.owners = owners;
        this.partitions = topics.partitioning().partitions();
        this.events = codecs.of(topics.events(Lane.STANDARD), Event.class);
    }

    /// Those that may hold something of these kinds.
    List<Queue> of(Set<ScheduledKind> kinds) {
        Stream<Queue> deliveries =
                here(Retries.STORE).map(store -> new Queue(store, DueKeys.WAITING, ScheduledView::of));
        Stream<Queue> waiting = kinds.contains(ScheduledKind.SENDAT)
                ? here(ScheduledEvents.STORE).flatMap(this::events)
                : Stream.empty();
        return Stream.concat(deliveries, waiting).toList();
    }

    private Stream<Queue> events(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return Arrays.stream(Priority.values())
                .map(priority -> new Queue(store, ScheduledEvents.keys(priority), thing -> event(thing, priority)));
    }

    private ScheduledView event(Thing thing, Priority priority) {
        Event event = events.decode(ScheduledEvents.event(thing.what())) instanceof Decoded.Readable<Event>(var read)
                ? read
                : null;
        return ScheduledView.of(thing, priority, event);
    }

    private Stream<ReadOnlyKeyValueStore<Bytes, byte[]>> here(String store) {
        return IntStream.range(0, partitions)
                .filter(partition -> owners.isHere(store, partition))
                .mapToObj(partition -> owners.store(store, partition));
    }
}
