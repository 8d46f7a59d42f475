package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Writes what admit decided: slices, the event's head, and what was refused.
final class WriteAdmission {

    private final AdmitEvent step;
    private final ProcessorContext<String, Outgoing> context;
    private final Codec<SliceMessage> slices;
    private final Codec<CountMessage> counts;

    /// A slice with its bytes, whose size is checked before anything is written.
    record EncodedSlice(Slice slice, byte[] bytes) {}

    WriteAdmission(AdmitEvent step, ProcessorContext<String, Outgoing> context) {
        this.step = step;
        this.context = context;
        this.slices = step.codecs().of(step.topics().slices(Lane.STANDARD), SliceMessage.class);
        this.counts = step.codecs().of(step.topics().counts(), CountMessage.class);
    }

    List<EncodedSlice> encode(List<Slice> cut) {
        return cut.stream()
                .map(slice -> new EncodedSlice(slice, slices.encode(new SliceMessage(slice))))
                .toList();
    }

    void admitted(String key, Event event, Arrival arrival, Priority priority, List<EncodedSlice> cut) {
        int partitions = cut.stream()
                .mapToInt(slice -> slice.slice().getPartitions().size())
                .sum();
        count(
                key,
                head(key, event, arrival, priority)
                        .setAdmission(Admission.ADMITTED)
                        .setSlices(partitions));
        for (EncodedSlice slice : cut) {
            Set<Integer> to = Set.copyOf(slice.slice().getPartitions());
            forward(
                    key,
                    Outgoing.to(step.topics().slices(AdmitOnce.lane(priority)), to, slice.bytes()),
                    step.out().slices());
        }
    }

    /// The head of an event that is told to nobody.
    void head(String key, Event event, Arrival arrival, Admission admission, Reason reason, @Nullable String error) {
        Priority priority = event.getPriority() == null ? Priority.NORMAL : event.getPriority();
        count(
                key,
                head(key, event, arrival, priority)
                        .setAdmission(admission)
                        .setReason(reason)
                        .setError(error)
                        .setSlices(0));
    }

    /// The event in Avro, for a person to look at and send again.
    void refused(String key, Arrival arrival, Reason reason, String why) {
        Set<Integer> same = Set.of(arrival.partition());
        Outgoing outgoing = new Outgoing(step.topics().eventsDlt().name(), same, Bury.value(arrival.bytes()));
        Record<String, Outgoing> record =
                new Record<>(key, outgoing, step.clock().millis());
        String origin = arrival.topic() + "-" + arrival.partition() + "@" + arrival.offset();
        Bury.explain(record.headers(), reason, why, origin, arrival.bytes());
        context.forward(record, step.out().refused());
    }

    private EventAdmitted.Builder head(String key, Event event, Arrival arrival, Priority priority) {
        Instant now = step.clock().instant();
        return EventAdmitted.newBuilder()
                .setKey(key)
                .setId(event.getId())
                .setSource(event.getSource())
                .setType(event.getType())
                .setPriority(priority)
                .setCorrelationId(event.getCorrelationId())
                .setEntityType(event.getEntityType())
                .setEntityId(event.getEntityId())
                .setAcceptedAt(arrival.acceptedAt())
                .setAt(now);
    }

    private void count(String key, EventAdmitted.Builder head) {
        byte[] bytes = counts.encode(new CountMessage(head.build()));
        int partition = step.topics().partitioning().of(key);
        forward(
                key,
                Outgoing.to(step.topics().counts(), partition, bytes),
                step.out().counts());
    }

    private void forward(String key, Outgoing outgoing, String node) {
        context.forward(new Record<>(key, outgoing, step.clock().millis()), node);
    }
}
