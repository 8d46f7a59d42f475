package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.FanoutParts;
import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/// Commands about events in; out, behind the event's slices, to tracking and to the channels. A FORGET lets an event
/// come again.
///
/// @param out the node's followers by what they write
public record ObeyCommand(Topics topics, Codecs codecs, FanoutParts parts, Followers out)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    /// @param slices writes to the slices topics
    /// @param counts writes to the counts topic
    /// @param controls writes to the controls topic
    /// @param refused takes what cannot be read
    public record Followers(String slices, String counts, String controls, String refused) {}

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new ObeyInTurn(this);
    }

    Codec<EventCommand> commandCodec() {
        return codecs.of(topics.commands(), EventCommand.class);
    }

    WriteSteering.Followers steering() {
        return new WriteSteering.Followers(out.slices(), out.counts(), out.controls());
    }
}
