package dev.fanfare.track.replays;

import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.ReadRecord;
import dev.fanfare.streams.Unread;
import dev.fanfare.track.aging.Aging;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// Replays as a part of tracking: one task has all of them.
public final class Replays {

    /// The node that tells every partition.
    static final String COMMANDS = "write-delivery-commands";
    /// The node that tells the audit.
    static final String AUDIT = "write-audit";

    private Replays() {}

    /// Adds the steps.
    public static void addTo(Topology topology, Topics topics, Codecs codecs, Aging aging) {
        Codec<ReplayMessage> replays = codecs.of(topics.replays(), ReplayMessage.class);
        Codec<DeliveryCommand> commands = codecs.of(topics.deliveryCommands(), DeliveryCommand.class);
        Codec<AuditEntry> audit = codecs.of(topics.audit(), AuditEntry.class);
        int partitions = topics.partitioning().partitions();
        Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
        topology.addSource(
                AutoOffsetReset.none(),
                "replays",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.replays().name());
        topology.addProcessor(
                "read-replays",
                ReadRecord.with(replays, _ -> Optional.empty(), "run-replays", "bury-replays"),
                "replays");
        topology.addSink(
                "bury-replays",
                topics.eventsDlt().name(),
                new ByteArraySerializer(),
                Unread.serializer(),
                Unread.partitioner(),
                "read-replays");
        topology.addProcessor("run-replays", () -> new RunReplays(partitions, aging), "read-replays");
        topology.addStateStore(ReplayStore.builder(), "run-replays");
        topology.addSink(
                COMMANDS,
                topics.deliveryCommands().name(),
                new ByteArraySerializer(),
                (Serializer<DeliveryCommand>) (_, command) -> commands.encode(command),
                (StreamPartitioner<byte[], DeliveryCommand>) (_, _, _, _) -> Optional.of(all),
                "run-replays");
        topology.addSink(
                AUDIT,
                topics.audit().name(),
                new ByteArraySerializer(),
                (Serializer<AuditEntry>) (_, entry) -> audit.encode(entry),
                "run-replays");
    }
}
