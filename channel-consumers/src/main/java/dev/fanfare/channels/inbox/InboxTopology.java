package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// In-app deliveries and readers' actions in; the inbox store, and an outcome for each delivery, out.
final class InboxTopology {

    /// Group, application and channel.
    static final String NAME = "in-app";
    static final String STORE = "inbox";
    /// The sinks.
    static final String OUTCOMES = "write-outcome";
    static final String UNREADABLE = "set-aside";

    private InboxTopology() {}

    static Topology build(Topics topics, Codecs codecs, InstantSource clock) {
        var bytes = new ByteArrayDeserializer();
        var written = new ByteArraySerializer();
        Codec<Delivery> deliveries = codecs.of(topics.channel(Channel.IN_APP, Lane.EXPRESS), Delivery.class);
        Codec<OutcomeMessage> outcomes = codecs.of(topics.outcomes(), OutcomeMessage.class);
        Codec<InboxAction> actions = codecs.of(topics.inboxActions(), InboxAction.class);
        StoreBuilder<KeyValueStore<String, InboxEntry>> inbox = inbox(topics, codecs);
        var byKey = new ByKey(topics.partitioning());
        return new Topology()
                .addSource("read-deliveries", bytes, bytes, names(topics))
                .addSource("read-actions", bytes, bytes, topics.inboxActions().name())
                .addProcessor("keep-delivery", with(inbox, () -> new KeepDelivery(deliveries, outcomes, clock)), "read-deliveries")
                .addProcessor("apply-action", with(inbox, () -> new ApplyAction(actions)), "read-actions")
                .addSink(OUTCOMES, topics.outcomes().name(), written, written, byKey, "keep-delivery")
                .addSink(UNREADABLE, topics.eventsDlt().name(), written, written, byKey, "keep-delivery", "apply-action");
    }

    /// Uncached: the store's position, for which readers of their own writes wait, moves with each record.
    private static StoreBuilder<KeyValueStore<String, InboxEntry>> inbox(Topics topics, Codecs codecs) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), InboxEntrySerde.of(topics, codecs))
                .withCachingDisabled();
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> with(
            StoreBuilder<?> store, Supplier<Processor<byte[], byte[], byte[], byte[]>> step) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return step.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
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
