package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.FanoutParts;
import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.due.Overdue;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/// Events in; out, each event once, when its time has come: its slices, and its head for tracking. Commands about
/// events
/// come in as well.
///
/// @param out the node's followers by what they write
public record AdmitEvent(Topics topics, Codecs codecs, FanoutParts parts, Followers out)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    /// @param slices writes to the slices topics
    /// @param counts writes to the counts topic
    /// @param elsewhere writes to the events topics and the commands topic what is another partition's
    /// @param refused writes to `events.dlt`, also what is no command
    /// @param controls writes to the controls topic
    public record Followers(String slices, String counts, String elsewhere, String refused, String controls) {}

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new AdmitOnce(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(AdmittedKeys.store(), WaitingForRule.store(), EarlyCommands.store(), ScheduledEvents.store());
    }

    WriteSteering steering(ProcessorContext<String, Outgoing> context) {
        return new WriteSteering(
                topics,
                codecs,
                clock(),
                new WriteSteering.Followers(out.slices(), out.counts(), out.controls(), out.elsewhere()),
                context);
    }

    /// A task's share of the rate for all of them.
    Overdue overdue() {
        return new Overdue(
                (double) parts.settings().overdue() / topics.partitioning().partitions());
    }

    boolean isCommands(String topic) {
        return topic.equals(topics.commands().name());
    }

    InstantSource clock() {
        return parts.clock();
    }

    Failures failures() {
        return parts.failures();
    }

    Codec<Event> eventCodec() {
        return codecs.of(topics.events(Lane.STANDARD), Event.class);
    }

    Codec<EventCommand> commandCodec() {
        return codecs.of(topics.commands(), EventCommand.class);
    }

    Codec<Rule> ruleCodec() {
        return codecs.of(topics.rules(), Rule.class);
    }

    Codec<Template> templateCodec() {
        return codecs.of(topics.templates(), Template.class);
    }
}
