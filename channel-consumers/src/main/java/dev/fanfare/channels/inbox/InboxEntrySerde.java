package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topic.PartitionedBy;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// Writes the store's values as they stand on its changelog.
final class InboxEntrySerde {

    private InboxEntrySerde() {}

    static Serde<InboxEntry> of(Topics topics, Codecs codecs) {
        Codec<InboxEntry> codec = codecs.of(changelog(topics), InboxEntry.class);
        return Serdes.serdeFrom((_, entry) -> write(codec, entry), (_, bytes) -> read(codec, bytes));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private static byte[] write(Codec<InboxEntry> codec, @Nullable InboxEntry entry) {
        return entry == null ? null : codec.encode(entry);
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private static InboxEntry read(Codec<InboxEntry> codec, byte @Nullable [] bytes) {
        return switch (codec.decode(bytes)) {
            case Decoded.Readable(var entry) -> entry;
            case Decoded.Absent() -> null;
            case Decoded.Unreadable(var why) -> throw new SerializationException("the inbox store: " + why);
        };
    }

    private static Topic changelog(Topics topics) {
        return new Topic(
                topics.group(InboxTopology.NAME) + "-" + InboxTopology.STORE + "-changelog",
                InboxEntry.getClassSchema(),
                PartitionedBy.RECIPIENT,
                topics.partitioning().partitions(),
                new Kept.Compacted());
    }
}
