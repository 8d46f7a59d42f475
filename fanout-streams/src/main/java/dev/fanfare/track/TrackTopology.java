package dev.fanfare.track;

import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.ReadRecord;
import dev.fanfare.streams.Unread;
import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.dead.DeadLetters;
import dev.fanfare.track.deliveries.CheckOutcome;
import dev.fanfare.track.deliveries.DeliveryMeters;
import dev.fanfare.track.deliveries.EraseDeliveries;
import dev.fanfare.track.deliveries.FoldOutcomes;
import dev.fanfare.track.events.CheckCount;
import dev.fanfare.track.events.EventMeters;
import dev.fanfare.track.events.EventWatch;
import dev.fanfare.track.events.SumCounts;
import dev.fanfare.track.replays.Replays;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// Outcomes in; each delivery's state, and by way of `counts` each event's, in stores.
final class TrackTopology {

    private TrackTopology() {}

    /// What the steps tell besides what they store.
    record Told(DeliveryMeters deliveries, EventMeters events, EventWatch watch) {}

    static Topology build(Topics topics, Codecs codecs, InstantSource clock, Told told) {
        Codec<OutcomeMessage> outcomes = codecs.of(topics.outcomes(), OutcomeMessage.class);
        Codec<CountMessage> counts = codecs.of(topics.counts(), CountMessage.class);
        Codec<DeliveryCommand> asked = codecs.of(topics.deliveryCommands(), DeliveryCommand.class);
        Codec<EventCommand> commands = codecs.of(topics.commands(), EventCommand.class);
        Aging aging = new Aging(topics.retention(), clock);
        String dlt = topics.eventsDlt().name();
        Topology topology = new Topology()
                .addSource(
                        AutoOffsetReset.none(),
                        "outcomes",
                        bytes(),
                        bytes(),
                        topics.outcomes().name())
                .addProcessor(
                        "read-outcomes",
                        ReadRecord.with(outcomes, CheckOutcome::fault, "fold-outcomes", "bury-outcomes"),
                        "outcomes")
                .addSink(
                        "bury-outcomes",
                        dlt,
                        new ByteArraySerializer(),
                        Unread.serializer(),
                        Unread.partitioner(),
                        "read-outcomes")
                .addProcessor("fold-outcomes", FoldOutcomes.with(told.deliveries(), aging), "read-outcomes")
                .addSource(
                        AutoOffsetReset.none(),
                        "erasures",
                        bytes(),
                        bytes(),
                        topics.erasures().name())
                .addProcessor(
                        "read-erasures",
                        ReadRecord.with(
                                codecs.of(topics.erasures(), Erasure.class),
                                _ -> Optional.empty(),
                                Set.of("erase-deliveries", "erase-letters"),
                                "bury-erasures"),
                        "erasures")
                .addSink(
                        "bury-erasures",
                        dlt,
                        new ByteArraySerializer(),
                        Unread.serializer(),
                        Unread.partitioner(),
                        "read-erasures")
                .addProcessor("erase-deliveries", EraseDeliveries::new, "read-erasures")
                // one store for both: declared by each step, it would become one for each (Kafka 4.3.1)
                .addStateStore(FoldOutcomes.deliveries(), "fold-outcomes", "erase-deliveries")
                .addStateStore(FoldOutcomes.events(), "fold-outcomes")
                .addSink(
                        FoldOutcomes.COUNTS,
                        topics.counts().name(),
                        new StringSerializer(),
                        (_, count) -> counts.encode(count),
                        TrackTopology.<CountMessage>byKey(topics.partitioning()),
                        "fold-outcomes")
                .addSink(
                        FoldOutcomes.STEPS,
                        topics.deliveryCommands().name(),
                        new StringSerializer(),
                        (_, command) -> asked.encode(command),
                        TrackTopology.<DeliveryCommand>byKey(topics.partitioning()),
                        "fold-outcomes")
                .addSource(
                        AutoOffsetReset.none(),
                        "counts",
                        bytes(),
                        bytes(),
                        topics.counts().name())
                .addProcessor(
                        "read-counts",
                        ReadRecord.with(counts, CheckCount::fault, "sum-counts", "bury-counts"),
                        "counts")
                .addSink(
                        "bury-counts",
                        dlt,
                        new ByteArraySerializer(),
                        Unread.serializer(),
                        Unread.partitioner(),
                        "read-counts")
                .addProcessor("sum-counts", SumCounts.with(told.events(), told.watch(), aging), "read-counts")
                .addSink(
                        "send-forgets",
                        topics.commands().name(),
                        new StringSerializer(),
                        (_, command) -> commands.encode(command),
                        TrackTopology.<EventCommand>byKey(topics.partitioning()),
                        "sum-counts");
        DeadLetters.addTo(topology, topics, codecs, aging, "read-erasures");
        Replays.addTo(topology, topics, codecs, aging);
        return topology;
    }

    private static <V> StreamPartitioner<String, V> byKey(Partitioning partitioning) {
        return (_, key, _, _) -> Optional.of(Set.of(partitioning.of(key)));
    }

    private static ByteArrayDeserializer bytes() {
        return new ByteArrayDeserializer();
    }
}
