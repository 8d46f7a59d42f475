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

    void admitted(Candidate candidate, Resolution.Resolved resolved, List<EncodedSlice> cut) {
        Priority priority = resolved.priority();
        int partitions = cut.stream()
                .mapToInt(slice -> slice.slice().getPartitions().size())
                .sum();
        count(
                candidate.key(),
                head(candidate, priority)
                        .setAdmission(Admission.ADMITTED)
                        .setRuled(resolved.ruled())
                        .setSlices(partitions));
        for (EncodedSlice slice : cut) {
            Set<Integer> to = Set.copyOf(slice.slice().getPartitions());
            forward(
                    candidate.key(),
                    Outgoing.to(step.topics().slices(lane(priority)), to, slice.bytes()),
                    step.out().slices());
        }
    }

    /// The head of an event that is told to nobody.
    void head(Candidate candidate, Admission admission, Reason reason, @Nullable String error) {
        Priority said = candidate.event().getPriority();
        Priority priority = said == null ? Priority.NORMAL : said;
        count(
                candidate.key(),
                head(candidate, priority)
                        .setAdmission(admission)
                        .setReason(reason)
                        .setError(error)
                        .setSlices(0));
    }

    /// The event in Avro, for a person to look at and send again.
    void refused(Candidate candidate, Reason reason, String why) {
        Arrival arrival = candidate.arrival();
        Set<Integer> same = Set.of(arrival.partition());
        Outgoing outgoing = new Outgoing(step.topics().eventsDlt().name(), same, Bury.value(arrival.bytes()));
        Record<String, Outgoing> record =
                new Record<>(candidate.key(), outgoing, step.clock().millis());
        String origin = arrival.topic() + "-" + arrival.partition() + "@" + arrival.offset();
        Bury.explain(record.headers(), reason, why, origin, arrival.bytes());
        context.forward(record, step.out().refused());
    }

    private static EventAdmitted.Builder head(Candidate candidate, Priority priority) {
        Event event = candidate.event();
        return EventAdmitted.newBuilder()
                .setKey(candidate.key())
                .setId(event.getId())
                .setSource(event.getSource())
                .setType(event.getType())
                .setPriority(priority)
                .setCorrelationId(event.getCorrelationId())
                .setEntityType(event.getEntityType())
                .setEntityId(event.getEntityId())
                .setAcceptedAt(candidate.arrival().acceptedAt())
                .setAt(candidate.now());
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

    /// The lane of the door: urgent and high are slices of their own.
    private static Lane lane(Priority priority) {
        return switch (priority) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL, LOW -> Lane.STANDARD;
        };
    }
}
