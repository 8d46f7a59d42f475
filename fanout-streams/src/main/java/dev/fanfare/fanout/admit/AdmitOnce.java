package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.admit.ReadArrival.Read;
import dev.fanfare.fanout.admit.Resolution.Expired;
import dev.fanfare.fanout.admit.Resolution.Failed;
import dev.fanfare.fanout.admit.Resolution.NoRule;
import dev.fanfare.fanout.admit.Resolution.Resolved;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Admits one partition's events, each key once: a repeat, or another event under the same key, changes nothing.
@SuppressWarnings("NullAway.Init")
final class AdmitOnce implements Processor<String, byte[], String, Outgoing> {

    private final AdmitEvent step;
    private final Codec<Event> events;
    private final ReadArrival read;
    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<Bytes, byte[]> admitted;
    private WaitingForRule waiting;
    private ResolveEvent resolve;
    private WriteAdmission write;
    private @Nullable Cancellable punctuator;

    AdmitOnce(AdmitEvent step) {
        this.step = step;
        this.events = step.eventCodec();
        this.read = new ReadArrival(events);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        admitted = context.getStateStore(AdmittedKeys.STORE);
        waiting = new WaitingForRule(context.getStateStore(WaitingForRule.STORE));
        write = new WriteAdmission(step, context);
        resolve = new ResolveEvent(new References(
                context.getStateStore(References.RULES),
                context.getStateStore(References.TEMPLATES),
                step.ruleCodec(),
                step.templateCodec()));
        if (!waiting.isEmpty()) {
            startLooking();
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (read.read(record.headers(), record.value())) {
            case Read.Taken taken -> take(taken.event(), arrival(record, taken));
            case Read.Refused(var reason, var why) -> refuse(record, reason, why);
        }
    }

    private void take(Event event, Arrival arrival) {
        String key = EventKey.of(event.getSource(), event.getId());
        int owner = step.topics().partitioning().of(key);
        if (owner != context.taskId().partition()) {
            forward(key, arrival, owner);
        } else if (AdmittedKeys.find(admitted, key).isEmpty() && !waiting.holds(key)) {
            Instant now = step.clock().instant();
            admit(key, event, arrival, now.plus(WaitingForRule.PATIENCE), now);
        }
    }

    /// To the partition that owns the key, in Avro by whichever way it came, with its trace and none of the other
    /// headers, which may have any size.
    private void forward(String key, Arrival arrival, int owner) {
        Outgoing misplaced = new Outgoing(arrival.topic(), Set.of(owner), arrival.bytes());
        Record<String, Outgoing> record =
                new Record<>(key, misplaced, step.clock().millis());
        TraceContext trace = arrival.trace();
        if (trace != null) {
            trace.put(record.headers());
        }
        context.forward(record, step.out().misplaced());
    }

    private void admit(String key, Event event, Arrival arrival, Instant until, Instant now) {
        switch (resolve.resolve(event, arrival.acceptedAt(), now)) {
            case Resolved resolved -> admit(key, event, arrival, resolved);
            case Expired() -> {
                remember(key, event, arrival);
                write.head(key, event, arrival, Admission.EXPIRED, Reason.EXPIRED, null);
            }
            case Failed(var reason, var why) -> {
                write.head(key, event, arrival, Admission.FAILED, reason, why);
                write.refused(key, arrival, reason, why);
            }
            case NoRule()
            when now.isBefore(until) -> {
                boolean first = now.equals(until.minus(WaitingForRule.PATIENCE));
                if (first) {
                    write.head(key, event, arrival, Admission.WAITING, Reason.NO_RULE, null);
                }
                waiting.add(key, arrival, now, until);
                startLooking();
            }
            case NoRule() -> {
                write.head(key, event, arrival, Admission.UNMATCHED, Reason.NO_RULE, null);
                write.refused(key, arrival, Reason.NO_RULE, "no rule for " + event.getType());
            }
        }
    }

    private void admit(String key, Event event, Arrival arrival, Resolved resolved) {
        List<WriteAdmission.EncodedSlice> slices = write.encode(SliceByPartition.slice(
                key, event, resolved, arrival, step.topics().partitioning()));
        if (slices.stream().anyMatch(slice -> slice.bytes().length > Sizes.SLICE)) {
            String why = "event, words and named recipients exceed " + Sizes.SLICE + " bytes";
            write.head(key, event, arrival, Admission.FAILED, Reason.TOO_LARGE, why);
            write.refused(key, arrival, Reason.TOO_LARGE, why);
            return;
        }
        remember(key, event, arrival);
        write.admitted(key, event, arrival, resolved.priority(), slices);
    }

    private void remember(String key, Event event, Arrival arrival) {
        AdmittedKeys.put(
                admitted,
                key,
                new Admitted(
                        Fingerprint.of(event),
                        arrival.topic(),
                        arrival.partition(),
                        arrival.offset(),
                        step.clock().instant()));
    }

    private void startLooking() {
        if (punctuator == null) {
            punctuator = context.schedule(
                    Duration.ofMillis(50),
                    PunctuationType.WALL_CLOCK_TIME,
                    now -> lookAgain(Instant.ofEpochMilli(now)));
        }
    }

    private void lookAgain(Instant now) {
        waiting.lookAgain(now, (key, arrival, until) -> {
            if (events.decode(arrival.bytes()) instanceof Decoded.Readable<Event>(var event)) {
                admit(key, event, arrival, until, now);
            }
        });
        if (waiting.isEmpty()) {
            stopLooking();
        }
    }

    private void stopLooking() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
        }
    }

    /// Streams may begin again with this same instance.
    @Override
    public void close() {
        stopLooking();
    }

    private Arrival arrival(Record<String, byte[]> record, Read.Taken taken) {
        return context.recordMetadata()
                .map(at -> new Arrival(
                        taken.bytes(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        taken.trace()))
                .orElseThrow();
    }

    private void refuse(Record<String, byte[]> record, Reason reason, String why) {
        context.forward(
                Unreadable.of(step.topics(), context, record, reason, why),
                step.out().refused());
    }

    /// The lane of the door: urgent and high are slices of their own.
    static Lane lane(Priority priority) {
        return switch (priority) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL, LOW -> Lane.STANDARD;
        };
    }
}
