package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Tells everybody whom a command concerns: the partitions of the event's recipients, tracking, and the channels.
final class WriteSteering {

    private final Topics topics;
    private final InstantSource clock;
    private final Followers out;
    private final ProcessorContext<String, Outgoing> context;
    private final Codec<SliceMessage> slices;
    private final Codec<CountMessage> counts;
    private final Codec<Control> controls;
    private final Codec<EventCommand> commands;

    /// The nodes that write to the slices topics, to counts, to controls and to commands.
    record Followers(String slices, String counts, String controls, String commands) {}

    WriteSteering(
            Topics topics,
            Codecs codecs,
            InstantSource clock,
            Followers out,
            ProcessorContext<String, Outgoing> context) {
        this.topics = topics;
        this.clock = clock;
        this.out = out;
        this.context = context;
        this.slices = codecs.of(topics.slices(Lane.STANDARD), SliceMessage.class);
        this.counts = codecs.of(topics.counts(), CountMessage.class);
        this.commands = codecs.of(topics.commands(), EventCommand.class);
        this.controls = codecs.of(topics.controls(), Control.class);
    }

    /// Behind the event's slices, to every partition, since any may hold retries of it.
    void toSlices(Lane lane, EventCommand command) {
        Set<Integer> all =
                IntStream.range(0, topics.partitioning().partitions()).boxed().collect(Collectors.toSet());
        byte[] bytes = slices.encode(new SliceMessage(command));
        Record<String, Outgoing> record =
                record(command.getEvent(), new Outgoing(topics.slices(lane).name(), all, bytes));
        RecordHeaders.put(
                record.headers(), RecordHeaders.COMMAND, command.getKind().name());
        context.forward(record, out.slices());
    }

    void toTracking(String event, Steering steering) {
        byte[] bytes = counts.encode(new CountMessage(new EventSteered(event, steering)));
        int partition = topics.partitioning().of(event);
        context.forward(record(event, Outgoing.to(topics.counts(), partition, bytes)), out.counts());
    }

    /// To the partition that owns its event.
    void toItsOwner(EventCommand command) {
        int owner = topics.partitioning().of(command.getEvent());
        Outgoing outgoing = Outgoing.to(topics.commands(), owner, commands.encode(command));
        context.forward(record(command.getEvent(), outgoing), out.commands());
    }

    /// Its entry goes once the event is forgotten, and no sooner: where nothing holds any more, the entry that stands
    /// there may be the door's own, of a cancel whose command comes next.
    void toChannels(String event, @Nullable Steering steering) {
        byte @Nullable [] bytes =
                steering == null ? null : controls.encode(new Control(new EventControl(event, steering)));
        Outgoing outgoing = new Outgoing(topics.controls().name(), Set.of(0), bytes);
        context.forward(record(Topics.controlKey(event), outgoing), out.controls());
    }

    /// Whether the channels must know of it.
    static boolean holds(@Nullable Steering steering) {
        return steering != null && (steering.getCancelled() || steering.getPaused() || steering.getExpiresAt() != null);
    }

    private Record<String, Outgoing> record(String key, Outgoing outgoing) {
        return new Record<>(key, outgoing, clock.millis());
    }
}
