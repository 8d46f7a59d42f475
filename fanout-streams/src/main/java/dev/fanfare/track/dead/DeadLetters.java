package dev.fanfare.track.dead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.ReadRecord;
import dev.fanfare.streams.Unread;
import dev.fanfare.track.aging.Aging;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// The table of dead letters, as a part of tracking: one task owns a person, and so their letters.
public final class DeadLetters {

    /// The node that writes what is sent again.
    static final String AGAIN = "write-replayed";
    /// The node that tells that it is open again.
    static final String OUTCOMES = "write-queued";
    /// The node that tells how far a replay has come.
    static final String PROGRESS = "write-replay-progress";

    private DeadLetters() {}

    /// Adds the steps; `readErasures` is a node that hands on erasures, of the same sub-topology.
    public static void addTo(Topology topology, Topics topics, Codecs codecs, Aging aging, String readErasures) {
        Parts parts = Parts.of(topics, codecs, aging);
        // what Kafka has dropped by its retention is none of the table's any more
        topology.addSource(
                AutoOffsetReset.earliest(),
                "dead-letters",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Stream.concat(topics.letters().stream(), Stream.of(topics.eventsDlt()))
                        .map(Topic::name)
                        .toArray(String[]::new));
        topology.addProcessor("keep-letters", () -> new KeepLetters(parts), "dead-letters");
        topology.addSink(
                "bury-letters",
                topics.eventsDlt().name(),
                new ByteArraySerializer(),
                Unread.serializer(),
                Unread.partitioner(),
                "keep-letters");
        topology.addProcessor("erase-letters", EraseLetters::new, readErasures);
        replay(topology, parts);
        // one store for all: declared by each step, it would become one for each (Kafka 4.3.1)
        topology.addStateStore(LetterStore.builder(), "keep-letters", "erase-letters", "replay-letters");
    }

    private static void replay(Topology topology, Parts parts) {
        Topics topics = parts.topics();
        Codec<DeliveryCommand> commands = parts.codecs().of(topics.deliveryCommands(), DeliveryCommand.class);
        Codec<OutcomeMessage> outcomes = parts.codecs().of(topics.outcomes(), OutcomeMessage.class);
        Codec<ReplayMessage> replays = parts.codecs().of(topics.replays(), ReplayMessage.class);
        topology.addSource(
                AutoOffsetReset.none(),
                "delivery-commands",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.deliveryCommands().name());
        topology.addProcessor(
                "read-delivery-commands",
                ReadRecord.with(commands, _ -> Optional.empty(), "replay-letters", "bury-delivery-commands"),
                "delivery-commands");
        topology.addSink(
                "bury-delivery-commands",
                topics.eventsDlt().name(),
                new ByteArraySerializer(),
                Unread.serializer(),
                Unread.partitioner(),
                "read-delivery-commands");
        topology.addProcessor("replay-letters", () -> new ReplayLetters(parts), "read-delivery-commands");
        topology.addSink(
                AGAIN,
                new Again.ToItsTopic(),
                new ByteArraySerializer(),
                Again.serializer(),
                Again.partitioner(),
                "replay-letters");
        // as its letter, each stands on the partition of its recipient
        topology.addSink(
                OUTCOMES,
                topics.outcomes().name(),
                new ByteArraySerializer(),
                (Serializer<OutcomeMessage>) (_, outcome) -> outcomes.encode(outcome),
                (StreamPartitioner<byte[], OutcomeMessage>)
                        (_, _, outcome, _) -> Optional.of(Set.of(owner(topics, outcome))),
                "replay-letters");
        topology.addSink(
                PROGRESS,
                topics.replays().name(),
                new ByteArraySerializer(),
                (Serializer<ReplayMessage>) (_, progress) -> replays.encode(progress),
                "replay-letters");
    }

    private static int owner(Topics topics, OutcomeMessage outcome) {
        Outcome queued = (Outcome) outcome.getContent();
        return topics.partitioning().ofDelivery(queued.getDelivery()).orElseThrow();
    }

    /// What every delivery id of a recipient begins with.
    static int hash(String recipient) {
        return DeliveryId.recipientHash(DeliveryId.of("", recipient, Channel.IN_APP, ""))
                .orElseThrow();
    }

    /// What the steps are given.
    ///
    /// @param byTopic how each channel's letters are read
    /// @param byChannel how each channel's retries are written
    /// @param events the topics that records of `events.dlt` can go back to
    record Parts(
            Topics topics,
            Codecs codecs,
            Aging aging,
            Map<String, Codec<DeadLetter>> byTopic,
            Map<Channel, Codec<Delivery>> byChannel,
            Set<String> events) {

        static Parts of(Topics topics, Codecs codecs, Aging aging) {
            Map<String, Codec<DeadLetter>> byTopic = new HashMap<>();
            topics.letters().forEach(topic -> byTopic.put(topic.name(), codecs.of(topic, DeadLetter.class)));
            Map<Channel, Codec<Delivery>> byChannel = new EnumMap<>(Channel.class);
            Topics.CHANNELS.stream()
                    .filter(Topics::hasProvider)
                    .forEach(channel -> byChannel.put(channel, codecs.of(topics.retry(channel), Delivery.class)));
            return new Parts(
                    topics,
                    codecs,
                    aging,
                    Map.copyOf(byTopic),
                    Map.copyOf(byChannel),
                    Set.of(
                            topics.events(Lane.EXPRESS).name(),
                            topics.events(Lane.STANDARD).name()));
        }

        Codec<DeadLetter> letters(String topic) {
            Codec<DeadLetter> codec = byTopic.get(topic);
            if (codec == null) {
                throw new IllegalStateException("no dead-letter topic: " + topic);
            }
            return codec;
        }

        Codec<Delivery> retries(Channel channel) {
            Codec<Delivery> codec = byChannel.get(channel);
            if (codec == null) {
                throw new IllegalStateException("no channel with retries: " + channel);
            }
            return codec;
        }
    }
}
