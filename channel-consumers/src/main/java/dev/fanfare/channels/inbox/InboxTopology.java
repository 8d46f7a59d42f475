package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.traces.Traces;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// In-app deliveries and readers' actions in; the inbox store, an outcome for each delivery, and what open
/// streams are told, out.
final class InboxTopology {

    /// Group, application and channel.
    static final String NAME = "in-app";
    static final String STORE = "inbox";
    /// The sinks.
    static final String OUTCOMES = "write-outcome";
    static final String UNREADABLE = "set-aside";
    static final String LIVE = "tell-streams";

    private static final String KEEP = "keep-delivery";
    private static final String APPLY = "apply-action";
    private static final String ERASE = "erase-inbox";

    private InboxTopology() {}

    /// Where nothing is traced.
    ///
    /// @param controls asked what holds of a delivery's event
    /// @param changed told whose inbox an action changed
    static Topology build(
            Topics topics, Codecs codecs, Controls controls, InstantSource clock, Consumer<String> changed) {
        return build(topics, codecs, controls, new Inbox.Watching(clock, Traces.OFF), changed);
    }

    static Topology build(
            Topics topics, Codecs codecs, Controls controls, Inbox.Watching watching, Consumer<String> changed) {
        InstantSource clock = watching.clock();
        var bytes = new ByteArrayDeserializer();
        var written = new ByteArraySerializer();
        Codec<Delivery> deliveries = codecs.of(topics.channel(Channel.IN_APP, Lane.EXPRESS), Delivery.class);
        Codec<OutcomeMessage> outcomes = codecs.of(topics.outcomes(), OutcomeMessage.class);
        Codec<InboxAction> actions = codecs.of(topics.inboxActions(), InboxAction.class);
        Codec<Live> live = codecs.of(topics.live(), Live.class);
        Codec<Erasure> erasures = codecs.of(topics.erasures(), Erasure.class);
        var byKey = new ByKey(topics.partitioning());
        return new Topology()
                .addSource("read-deliveries", bytes, bytes, names(topics))
                .addSource("read-actions", bytes, bytes, topics.inboxActions().name())
                .addProcessor(
                        KEEP,
                        () -> new KeepDelivery(new KeepDelivery.Parts(
                                deliveries, outcomes, live, controls, topics.retention(), watching)),
                        "read-deliveries")
                .addProcessor(
                        APPLY,
                        () -> new ApplyAction(
                                new ApplyAction.Parts(actions, outcomes, live, topics.retention(), clock), changed),
                        "read-actions")
                .addSource("read-erasures", bytes, bytes, topics.erasures().name())
                .addProcessor(
                        ERASE,
                        () -> new EraseInbox(
                                new EraseInbox.Parts(erasures, deliveries, outcomes, live, topics.retention(), clock)),
                        "read-erasures")
                // One store for all: declared by each step, it would silently become one for each (Kafka 4.3.1).
                .addStateStore(inbox(), KEEP, APPLY, ERASE)
                .addStateStore(HeldDeliveries.store(), KEEP, ERASE)
                .addSink(OUTCOMES, topics.outcomes().name(), written, written, byKey, KEEP, APPLY, ERASE)
                .addSink(LIVE, topics.live().name(), written, written, byKey, KEEP, APPLY, ERASE)
                .addSink(UNREADABLE, topics.eventsDlt().name(), written, written, byKey, KEEP, APPLY, ERASE);
    }

    /// Uncached: the store's position, for which readers of their own writes wait, moves with each record.
    private static StoreBuilder<KeyValueStore<String, InboxEntry>> inbox() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), InboxEntrySerde.create())
                .withCachingDisabled();
    }

    private static String[] names(Topics topics) {
        return topics.lanes(Channel.IN_APP).stream().map(Topic::name).toArray(String[]::new);
    }

    /// The partition that follows from the key; any for a record without one.
    private record ByKey(Partitioning partitioning) implements StreamPartitioner<byte[], byte[]> {

        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return Optional.of(Set.of(key == null ? 0 : partitioning.of(new String(key, StandardCharsets.UTF_8))));
        }
    }
}
