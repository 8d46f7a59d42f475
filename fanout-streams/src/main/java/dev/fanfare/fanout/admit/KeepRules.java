package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;

/// Gives each instance all rules and all templates.
public final class KeepRules {

    private KeepRules() {}

    public static void addTo(Topology topology, Topics topics, Codecs codecs, ReferenceProgress progress) {
        add(topology, "rules", References.RULES, topics.rules(), codecs.of(topics.rules(), Rule.class), progress);
        add(
                topology,
                "templates",
                References.TEMPLATES,
                topics.templates(),
                codecs.of(topics.templates(), Template.class),
                progress);
    }

    private static <T extends SpecificRecord> void add(
            Topology topology, String what, String store, Topic topic, Codec<T> codec, ReferenceProgress progress) {
        topology.addGlobalStore(
                KeepReferences.inMemory(store),
                "read-" + what,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic.name(),
                "keep-" + what,
                new KeepReferences<>(store, codec, progress));
    }
}
