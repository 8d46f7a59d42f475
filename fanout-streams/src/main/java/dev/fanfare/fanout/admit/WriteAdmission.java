package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Chosen;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingEvent;
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
    private final Codec<Event> events;

    /// A slice with its bytes, whose size is checked before anything is written.
    record EncodedSlice(Slice slice, byte[] bytes) {}

    WriteAdmission(AdmitEvent step, ProcessorContext<String, Outgoing> context) {
        this.step = step;
        this.context = context;
        this.slices = step.codecs().of(step.topics().slices(Lane.STANDARD), SliceMessage.class);
        this.counts = step.codecs().of(step.topics().counts(), CountMessage.class);
        this.events = step.eventCodec();
    }

    List<EncodedSlice> encode(List<Slice> cut) {
        return cut.stream()
                .map(slice -> new EncodedSlice(slice, slices.encode(new SliceMessage(slice))))
                .toList();
    }

    /// @param asked what commands said of it before it came
    void admitted(Candidate candidate, Resolution.Resolved resolved, List<EncodedSlice> cut, @Nullable Steering asked) {
        Priority priority = resolved.priority();
        int partitions = cut.stream()
                .mapToInt(slice -> slice.slice().getPartitions().size())
                .sum();
        EventAdmitted head = begin(candidate, priority, Admission.ADMITTED);
        head.setSendAt(Due.sendAt(candidate.event(), asked));
        head.setRuled(resolved.ruled());
        head.setChosen(chosen(resolved));
        head.setSlices(partitions);
        head.setSteering(asked);
        count(head);
        for (EncodedSlice slice : cut) {
            Set<Integer> to = Set.copyOf(slice.slice().getPartitions());
            forward(
                    candidate.key(),
                    Outgoing.to(step.topics().slices(lane(priority)), to, slice.bytes()),
                    step.out().slices());
        }
    }

    private static Chosen chosen(Resolution.Resolved resolved) {
        return new Chosen(
                resolved.ruleVersion(),
                resolved.template().getName(),
                resolved.template().getVersion(),
                resolved.channels(),
                resolved.audiences(),
                resolved.expiresAt().orElse(null));
    }

    /// The head of an event that waits for its time.
    void scheduled(Candidate candidate, Priority ranked, @Nullable Steering asked) {
        EventAdmitted head = begin(candidate, ranked, Admission.SCHEDULED);
        head.setSendAt(Due.sendAt(candidate.event(), asked));
        head.setSteering(asked);
        count(head);
    }

    /// The head of a series whose next occurrence is at `next`.
    void series(Candidate candidate, Priority ranked, Instant next, @Nullable Steering asked) {
        EventAdmitted head = begin(candidate, ranked, Admission.SCHEDULED);
        head.setSendAt(next);
        head.setSteering(asked);
        count(head);
    }

    /// The head of a series that has brought forth its last occurrence: nobody is told of the series itself.
    void ended(Candidate candidate, Priority ranked, @Nullable Steering asked) {
        EventAdmitted head = begin(candidate, ranked, Admission.ADMITTED);
        head.setSteering(asked);
        count(head);
    }

    /// To the partition that owns its key, as if it had come from outside.
    void occurrence(Event event, Priority ranked) {
        String key = EventKey.of(event.getSource(), event.getId());
        int owner = step.topics().partitioning().of(key);
        Outgoing outgoing = Outgoing.to(step.topics().events(lane(ranked)), owner, events.encode(event));
        forward(key, outgoing, step.out().elsewhere());
    }

    /// The head of an event that is told to nobody.
    void head(Candidate candidate, Admission admission, Reason reason, @Nullable String error) {
        Priority said = candidate.event().getPriority();
        Priority priority = said == null ? Priority.NORMAL : said;
        EventAdmitted head = begin(candidate, priority, admission);
        head.setReason(reason);
        head.setError(error);
        count(head);
    }

    /// The head of an event that waits for its rule; behind its time, where that was another one as well.
    void waiting(Candidate candidate, @Nullable Steering asked) {
        Priority said = candidate.event().getPriority();
        EventAdmitted head = begin(candidate, said == null ? Priority.NORMAL : said, Admission.WAITING);
        head.setSendAt(Due.sendAt(candidate.event(), asked));
        head.setReason(Reason.NO_RULE);
        count(head);
    }

    /// The head of an event that waited and cannot be read any more.
    void lost(WaitingEvent waiting, Instant now, String why) {
        EventAdmitted head = waiting.getHead();
        if (head != null) {
            head.setAdmission(Admission.FAILED);
            head.setReason(Reason.UNREADABLE);
            head.setError(why);
            head.setAt(now);
            count(head);
        }
    }

    /// The event in Avro, for a person to look at and send again.
    void refused(Candidate candidate, Reason reason, String why) {
        refused(candidate.key(), candidate.arrival(), reason, why);
    }

    void refused(String key, Arrival arrival, Reason reason, String why) {
        Set<Integer> same = Set.of(arrival.partition());
        Outgoing outgoing = new Outgoing(step.topics().eventsDlt().name(), same, Bury.value(arrival.bytes()));
        Record<String, Outgoing> record =
                new Record<>(key, outgoing, step.clock().millis());
        String origin = arrival.topic() + "-" + arrival.partition() + "@" + arrival.offset();
        Bury.explain(record.headers(), reason, why, origin, arrival.bytes());
        context.forward(record, step.out().refused());
    }

    static EventAdmitted begin(Candidate candidate, Priority priority, Admission admission) {
        Event event = candidate.event();
        EventAdmitted head = new EventAdmitted();
        head.setKey(candidate.key());
        head.setId(event.getId());
        head.setSource(event.getSource());
        head.setType(event.getType());
        head.setPriority(priority);
        head.setAdmission(admission);
        head.setCorrelationId(event.getCorrelationId());
        head.setEntityType(event.getEntityType());
        head.setEntityId(event.getEntityId());
        head.setAcceptedAt(candidate.arrival().acceptedAt());
        head.setAt(candidate.now());
        head.setSendAt(Due.sendAt(candidate.event(), null));
        head.setEvery(event.getEvery());
        head.setSeries(event.getSeries());
        return head;
    }

    private void count(EventAdmitted head) {
        byte[] bytes = counts.encode(new CountMessage(head));
        int partition = step.topics().partitioning().of(head.getKey());
        forward(
                head.getKey(),
                Outgoing.to(step.topics().counts(), partition, bytes),
                step.out().counts());
    }

    private void forward(String key, Outgoing outgoing, String node) {
        context.forward(new Record<>(key, outgoing, step.clock().millis()), node);
    }

    /// The lane of the door: urgent and high are slices of their own.
    static Lane lane(Priority priority) {
        return switch (priority) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL, LOW -> Lane.STANDARD;
        };
    }
}
