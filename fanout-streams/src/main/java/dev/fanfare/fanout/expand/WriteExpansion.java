package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.ahead.RoomAhead;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.retry.Held;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Writes what an expansion leads to: deliveries, chunk totals, dead letters, and slices that nobody could use.
final class WriteExpansion implements TellPerson.Out {

    private final ExpandSlice step;
    private final ProcessorContext<String, Object> context;
    private final Codec<OutcomeMessage> outcomes;
    private final RoomAhead room;
    private @Nullable String lastTrace;
    private Optional<TraceContext> lastParsed = Optional.empty();

    /// @param room told of every delivery
    WriteExpansion(ExpandSlice step, ProcessorContext<String, Object> context, RoomAhead room) {
        this.step = step;
        this.room = room;
        this.context = context;
        this.outcomes = step.codecs().of(step.topics().outcomes(), OutcomeMessage.class);
    }

    @Override
    public void deliver(String recipient, Outgoing delivery, @Nullable String trace) {
        room.wrote(delivery.topic());
        forward(recipient, delivery, trace, step.out().deliveries());
    }

    @Override
    public void bury(String recipient, Outgoing deadLetter, @Nullable String trace) {
        forward(recipient, deadLetter, trace, step.out().letters());
    }

    /// As it is held; which digest took it is known when this returns.
    @Override
    public void digest(ToDigest digested) {
        context.forward(
                new Record<>(
                        digested.recipient(), digested, step.parts().clock().millis()),
                step.out().held());
    }

    /// It stays within its task.
    @Override
    public void hold(Held held) {
        context.forward(
                new Record<>(
                        held.waiting().getRecipient(),
                        held,
                        step.parts().clock().millis()),
                step.out().held());
    }

    void total(Chunk total) {
        byte[] bytes = outcomes.encode(new OutcomeMessage(total));
        Outgoing outgoing =
                Outgoing.to(step.topics().outcomes(), context.taskId().partition(), bytes);
        forward(total.getEvent(), outgoing, null, step.out().totals());
    }

    void unreadable(Record<String, byte[]> record, String why) {
        context.forward(
                Unreadable.of(step.topics(), context, record, why), step.out().unreadable());
    }

    void setAside(String key, byte[] slice, String why) {
        Record<String, byte[]> record =
                new Record<>(key, slice, step.parts().clock().millis());
        context.forward(
                Unreadable.of(step.topics(), context, record, Reason.INTERNAL, why),
                step.out().unreadable());
    }

    private void forward(String key, Outgoing outgoing, @Nullable String trace, String node) {
        Record<String, Outgoing> record =
                new Record<>(key, outgoing, step.parts().clock().millis());
        parsed(trace).ifPresent(known -> known.put(record.headers()));
        context.forward(record, node);
    }

    /// A chunk's deliveries have the same one.
    private Optional<TraceContext> parsed(@Nullable String trace) {
        if (!Objects.equals(trace, lastTrace)) {
            lastParsed = TraceContext.parse(trace);
            lastTrace = trace;
        }
        return lastParsed;
    }
}
