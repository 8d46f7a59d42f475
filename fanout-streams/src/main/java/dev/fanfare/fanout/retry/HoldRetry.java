package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.FanoutParts;
import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.due.Overdue;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/// Retries in; out, each when it is due, on its lane again, or the outcome of what is told no more. Commands about
/// events
/// come in as well, behind the slices.
///
/// @param out the node's followers by what they write
public record HoldRetry(Topics topics, Codecs codecs, FanoutParts parts, Followers out)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    /// @param deliveries writes to the channels' lanes
    /// @param outcomes writes to the outcomes topic
    /// @param letters writes to the channels' dead-letter topics
    /// @param progress writes to the replays topic
    /// @param unreadable writes to `events.dlt`
    public record Followers(String deliveries, String outcomes, String letters, String progress, String unreadable) {}

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new HoldUntilDue(this);
    }

    InstantSource clock() {
        return parts.clock();
    }

    /// A task's share of the rate for all of them.
    Overdue overdue() {
        return new Overdue((double) parts.settings().overdueDeliveries()
                / topics.partitioning().partitions());
    }

    /// Whether this is a topic of slices, which commands about events follow.
    boolean isSlices(String topic) {
        return topic.equals(topics.slices(Lane.EXPRESS).name())
                || topic.equals(topics.slices(Lane.STANDARD).name());
    }

    boolean isDeliveryCommands(String topic) {
        return topic.equals(topics.deliveryCommands().name());
    }

    boolean isInboxActions(String topic) {
        return topic.equals(topics.inboxActions().name());
    }

    Codec<SliceMessage> sliceCodec() {
        return codecs.of(topics.slices(Lane.STANDARD), SliceMessage.class);
    }

    Codec<OutcomeMessage> outcomeCodec() {
        return codecs.of(topics.outcomes(), OutcomeMessage.class);
    }
}
