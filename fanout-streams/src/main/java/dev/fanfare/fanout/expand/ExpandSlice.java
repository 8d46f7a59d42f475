package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.FanoutParts;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/// Slices in; out, deliveries in chunks, each chunk with its cursor and its total in one transaction.
///
/// @param out the node's followers by what they write
public record ExpandSlice(Topics topics, Codecs codecs, FanoutParts parts, Followers out)
        implements ProcessorSupplier<String, byte[], String, Object> {

    private static final int PERSONAL = 1_000;

    /// @param deliveries writes to the channels' lanes
    /// @param totals writes to the outcomes topic
    /// @param letters writes to the channels' dead-letter topics
    /// @param unreadable writes to `events.dlt`
    /// @param held takes what is told later
    public record Followers(String deliveries, String totals, String letters, String unreadable, String held) {}

    @Override
    public Processor<String, byte[], String, Object> get() {
        return new WalkSlices(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(OpenSlices.store());
    }

    Codec<SliceMessage> sliceCodec() {
        return codecs.of(topics.slices(Lane.STANDARD), SliceMessage.class);
    }

    /// Persons of one slice who may go by the standard lane.
    long standardMost() {
        return Math.max(1, parts.settings().bulkAbove() / topics.partitioning().partitions());
    }

    /// Persons of one slice whose own words are kept: a thousand of an event, or a broadcast that names each person
    /// would take a kilobyte for each.
    long personalMost() {
        return Math.max(1, PERSONAL / topics.partitioning().partitions());
    }

    /// Persons of one slice whose deliveries are told one by one.
    long inDetail() {
        return parts.detailLimit() / topics.partitioning().partitions();
    }

    /// What a slices record holds.
    sealed interface Message {
        record Opened(Slice slice) implements Message {}

        record Asked(EventCommand command) implements Message {}

        record Unreadable(String why) implements Message {}
    }

    static Message read(Codec<SliceMessage> codec, byte[] bytes) {
        return switch (codec.decode(bytes)) {
            case Decoded.Readable<SliceMessage>(var message) ->
                switch (message.getContent()) {
                    case Slice slice -> new Message.Opened(slice);
                    case EventCommand command -> new Message.Asked(command);
                    default -> new Message.Unreadable("neither slice nor command");
                };
            case Decoded.Absent<SliceMessage>() -> new Message.Unreadable("empty");
            case Decoded.Unreadable<SliceMessage>(var why) -> new Message.Unreadable(why);
        };
    }
}
